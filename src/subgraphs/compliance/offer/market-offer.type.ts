import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CountryExtension } from '../country/country.type.js';

/** What must be known of a vehicle to find the certificates that cover it. */
@Directive('@key(fields: "variantId", resolvable: false)')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => String)
  makerSlug!: string;
}

/** An offer of the vehicles subgraph, with the facts that tell which certificates cover its cars. */
@Directive('@key(fields: "offerId")')
@ObjectType('MarketOffer', { simpleResolvers: true })
export class MarketOfferExtension {
  @Field(() => ID)
  offerId!: string;

  @Directive('@external')
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Directive('@external')
  @Field(() => VehicleVariantReference, { nullable: true })
  variant!: VehicleVariantReference | null;
}
