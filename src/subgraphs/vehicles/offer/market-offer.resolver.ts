import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { DataContext } from '../../../database/data-context.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import { type FieldNames, selectedFields, selectedNodeFields } from '../../../kernel/loaders/selected-fields.js';
import { connectionType, type Page } from '../../../kernel/paging/connection.js';
import { CountryExtension } from '../country/country.type.js';
import { findVariant } from '../variant/vehicle-variant.service.js';
import { VehicleVariant } from '../variant/vehicle-variant.type.js';
import {
  CountryOffersArguments,
  OfferStatusArguments,
  OffersArguments,
  VariantOffersArguments,
} from './market-offer.inputs.js';
import { findOffer, listOffers, listOffersOfCountry } from './market-offer.service.js';
import { MarketOffer, OfferStatus } from './market-offer.type.js';
import { statusOn } from './offer-status.js';
import { listOffersOfVariant } from './offers-of-variant.service.js';

const MarketOfferConnection = connectionType('MarketOffer', () => MarketOffer);

@Resolver(() => MarketOffer)
export class MarketOfferResolver {
  @Query(() => MarketOffer, { nullable: true, description: 'An offer by its offerId or global id.' })
  offer(
    @Arg('id', () => ID) id: string,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MarketOffer | null> {
    return findOffer(context, naturalKey('MarketOffer', id), selectedFields(info));
  }

  @Query(() => MarketOfferConnection, { description: 'Offers in the order of their offerIds.' })
  offers(
    @Args(() => OffersArguments) request: OffersArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MarketOffer>> {
    return listOffers(context, request, askedOf(info));
  }

  @FieldResolver(() => OfferStatus, { description: 'Where the offer stands on a day; default today.' })
  status(
    @Root() { storedStatus, validFrom, validTo }: MarketOffer,
    @Args(() => OfferStatusArguments) { asOf }: OfferStatusArguments,
    @Ctx() { today }: DataContext,
  ): OfferStatus {
    return statusOn({ status: storedStatus, validFrom, validTo }, asOf ?? today);
  }

  @FieldResolver(() => VehicleVariant, { nullable: true, description: 'Null where the variant has no record.' })
  variant(
    @Root() offer: MarketOffer,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<VehicleVariant | null> {
    return findVariant(context, offer.variantId, selectedFields(info));
  }
}

@Resolver(() => CountryExtension)
export class CountryOffersResolver {
  @FieldResolver(() => MarketOfferConnection, {
    nullable: true,
    description: "Cars on offer, by offerId. Null, with an error, while the country's data is out of reach.",
  })
  offers(
    @Root() country: CountryExtension,
    @Args(() => CountryOffersArguments) request: CountryOffersArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MarketOffer>> {
    return listOffersOfCountry(context, country.code, request, askedOf(info));
  }
}

@Resolver(() => VehicleVariant)
export class VariantOffersResolver {
  @FieldResolver(() => MarketOfferConnection, {
    nullable: true,
    description: 'Where the variant is on offer. Null, with an error, while the data of a country is out of reach.',
  })
  offers(
    @Root() variant: VehicleVariant,
    @Args(() => VariantOffersArguments) request: VariantOffersArguments,
    @Ctx() context: DataContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<MarketOffer>> {
    return listOffersOfVariant(context, variant.variantId, request, askedOf(info));
  }
}

function askedOf(info: GraphQLResolveInfo): { fields: FieldNames; totalCount: boolean } {
  return { fields: selectedNodeFields(info), totalCount: selectedFields(info).has('totalCount') };
}
