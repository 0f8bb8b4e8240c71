import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields } from '../../../kernel/loaders/selected-fields.js';
import type { ChargingLocationRecord } from './charging-location.model.js';
import { findLocation } from './charging-location.service.js';
import { ChargingLocation } from './charging-location.type.js';
import { LocationLink } from './location-link.type.js';

@Resolver(() => ChargingLocation)
export class LocationLinksResolver {
  @FieldResolver(() => [LocationLink], {
    description: "Other sources' records that seem to be the same site, surest first. None is merged away.",
  })
  async links(
    @Root() { links = [] }: Pick<ChargingLocationRecord, 'links'>,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<LocationLink[]> {
    const fields = selectedFields(info, 'location');
    const linked = await Promise.all(
      links.map(async (link) => ({ ...link, location: await findLocation(context, link.locationId, fields) })),
    );
    // One that may not be shown is not mentioned either.
    return linked
      .filter((link): link is typeof link & { location: ChargingLocation } => link.location !== null)
      .sort((left, right) => right.score - left.score);
  }
}
