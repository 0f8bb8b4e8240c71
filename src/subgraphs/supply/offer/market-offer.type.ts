import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';

/** How a car comes into the country; the vehicles subgraph defines it. */
enum AssemblyForm {
  CBU = 'CBU',
  SKD = 'SKD',
  CKD = 'CKD',
}
registerEnumType(AssemblyForm, { name: 'AssemblyForm' });

/** What the choice of an assembly base needs to know of a vehicle. */
@Directive('@key(fields: "variantId", resolvable: false)')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => String)
  makerSlug!: string;

  @Directive('@external')
  @Field(() => String)
  model!: string;
}

/** An offer of the vehicles subgraph, with the facts that tell where its cars are put together. */
@Directive('@key(fields: "offerId")')
@ObjectType('MarketOffer', { simpleResolvers: true })
export class MarketOfferExtension {
  @Field(() => ID)
  offerId!: string;

  @Directive('@external')
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Directive('@external')
  @Field(() => AssemblyForm)
  assemblyForm!: string;

  @Directive('@external')
  @Field(() => GraphQLCountryCode)
  originCountry!: string;

  @Directive('@external')
  @Field(() => VehicleVariantReference, { nullable: true })
  variant!: VehicleVariantReference | null;
}
