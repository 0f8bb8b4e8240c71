import { Directive, Field, Float, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../../../kernel/money/money.type.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { Country } from '../country/country.type.js';
import { AssemblyForm } from '../policy/car.enums.js';

/** Powertrains of the vehicles that are on file; the vehicles subgraph defines them. */
enum Powertrain {
  BEV = 'BEV',
  PHEV = 'PHEV',
  EREV = 'EREV',
  FCEV = 'FCEV',
}
registerEnumType(Powertrain, { name: 'Powertrain' });

/** What levies need to know of a vehicle; its facts come from the vehicles subgraph. */
@Directive('@key(fields: "variantId", resolvable: false)')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => String)
  makerSlug!: string;

  @Directive('@external')
  @Field(() => Powertrain)
  powertrain!: string;

  @Directive('@external')
  @Field(() => Float, { nullable: true })
  batteryNetKWh!: number | null;
}

/** An offer of the vehicles subgraph, with the facts that its landed cost needs. */
@Directive('@key(fields: "offerId")')
@ObjectType('MarketOffer', { simpleResolvers: true })
export class MarketOfferExtension {
  @Field(() => ID)
  offerId!: string;

  @Directive('@external')
  @Field(() => Country)
  country!: Pick<Country, 'code'>;

  @Directive('@external')
  @Field(() => AssemblyForm)
  assemblyForm!: AssemblyForm;

  @Directive('@external')
  @Field(() => GraphQLCountryCode)
  originCountry!: string;

  @Directive('@external')
  @Field(() => Money, { nullable: true })
  cifPrice!: Money | null;

  @Directive('@external')
  @Field(() => Money)
  listPriceExVat!: Money;

  @Directive('@external')
  @Field(() => VehicleVariantReference, { nullable: true })
  variant!: VehicleVariantReference | null;
}
