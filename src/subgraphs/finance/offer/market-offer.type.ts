import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { CountryExtension } from '../country/country.type.js';

/** Powertrains of the vehicles that are on file; the vehicles subgraph defines them. */
enum Powertrain {
  BEV = 'BEV',
  PHEV = 'PHEV',
  EREV = 'EREV',
  FCEV = 'FCEV',
}
registerEnumType(Powertrain, { name: 'Powertrain' });

/** What rates and rules need to know of a vehicle; its facts come from the vehicles subgraph. */
@Directive('@key(fields: "variantId")')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => Powertrain)
  powertrain!: string;
}

/** An offer of the vehicles subgraph, with the facts that its financing needs. */
@Directive('@key(fields: "offerId")')
@ObjectType('MarketOffer', { simpleResolvers: true })
export class MarketOfferExtension {
  @Field(() => ID)
  offerId!: string;

  @Directive('@external')
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Directive('@external')
  @Field(() => Money)
  listPriceInclVat!: Money;

  @Directive('@external')
  @Field(() => VehicleVariantReference, { nullable: true })
  variant!: VehicleVariantReference | null;
}
