import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Money } from '../../../kernel/money/money.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';
import { CountryExtension } from '../country/country.type.js';

export enum AssemblyForm {
  CBU = 'CBU',
  SKD = 'SKD',
  CKD = 'CKD',
}
registerEnumType(AssemblyForm, {
  name: 'AssemblyForm',
  description: 'How a car comes into the country.',
  valuesConfig: {
    CBU: { description: 'Completely built up: imported whole.' },
    SKD: { description: 'Semi knocked down: imported in assemblies.' },
    CKD: { description: 'Completely knocked down: imported in parts and assembled there.' },
  },
});

export enum OfferStatus {
  PLANNED = 'PLANNED',
  ON_SALE = 'ON_SALE',
  ENDED = 'ENDED',
}
registerEnumType(OfferStatus, { name: 'OfferStatus', description: 'Where an offer stands.' });

@Directive('@key(fields: "offerId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A variant on sale in a country.' })
export class MarketOffer extends Node {
  @Field(() => ID, { description: 'Country and variant, e.g. "DE:byd/seal/2023/base/awd".' })
  offerId!: string;

  @Field(() => ID, { description: 'Key of the variant on sale.' })
  variantId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => AssemblyForm)
  assemblyForm!: AssemblyForm;

  @Field(() => GraphQLCountryCode, { description: 'Country of origin of the car or of its kit.' })
  originCountry!: string;

  @Field(() => String, { description: 'Harmonised System heading, e.g. 8703.80 for battery electric cars.' })
  hsCode!: string;

  @Field(() => Money, { nullable: true, description: 'Cost, insurance and freight to the port of entry.' })
  cifPrice!: Money | null;

  @Field(() => String, { nullable: true, description: 'Incoterms 2020 rule of `cifPrice`, e.g. "CIF".' })
  incoterm!: string | null;

  @Field(() => Money, { description: 'List price without value added tax.' })
  listPriceExVat!: Money;

  @Field(() => Money, { description: 'List price with value added tax.' })
  listPriceInclVat!: Money;

  @Field(() => Int, { nullable: true, description: 'Weeks from order to delivery.' })
  deliveryWeeks!: number | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day of the offer; null: unbounded.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day after the offer; null: unbounded.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Shown as of a day. */
  storedStatus!: OfferStatus;
}
