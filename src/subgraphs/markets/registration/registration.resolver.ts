import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { Country } from '../country/country.type.js';
import { findTown } from '../town/town.service.js';
import { Town } from '../town/town.type.js';
import { RegistrationsArguments } from './registration.inputs.js';
import { listRegistrations } from './registration.service.js';
import { Registration } from './registration.type.js';

const RegistrationConnection = connectionType('Registration', () => Registration);

@Resolver(() => Country)
export class CountryRegistrationsResolver {
  @FieldResolver(() => RegistrationConnection, {
    nullable: true,
    description:
      'First registrations by month, area, make, model and powertrain, latest month first; null while the data is out of reach.',
  })
  registrations(
    @Root() country: Country,
    @Args(() => RegistrationsArguments) request: RegistrationsArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Registration>> {
    const asked = { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
    return listRegistrations(context, country.code, request, asked);
  }
}

@Resolver(() => Registration)
export class RegistrationTownResolver {
  @FieldResolver(() => Town, { nullable: true, description: 'The town that the area is.' })
  town(
    @Root() { geonameId }: Registration,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Town | null> | null {
    return geonameId === null ? null : findTown(context, geonameId, selectedFields(info));
  }
}
