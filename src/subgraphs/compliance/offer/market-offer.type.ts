import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { CountryExtension } from '../country/country.type.js';
import { VehicleVariantReference } from '../vehicle/vehicle-variant.type.js';

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
