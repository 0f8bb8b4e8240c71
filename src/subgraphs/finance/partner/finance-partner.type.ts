import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { CountryExtension } from '../country/country.type.js';

export enum FinancePartnerKind {
  BANK = 'BANK',
  CAPTIVE = 'CAPTIVE',
  LEASING = 'LEASING',
  INSURER = 'INSURER',
  FINTECH = 'FINTECH',
}
registerEnumType(FinancePartnerKind, {
  name: 'FinancePartnerKind',
  description: 'What a finance partner is.',
  valuesConfig: {
    BANK: { description: 'A credit institution.' },
    CAPTIVE: { description: 'The finance company of a maker.' },
    LEASING: { description: 'A lessor.' },
    INSURER: { description: 'An insurer.' },
    FINTECH: { description: 'An intermediary without a banking licence of its own.' },
  },
});

export enum FinancePartnerStatus {
  ACTIVE = 'ACTIVE',
  SUSPENDED = 'SUSPENDED',
}
registerEnumType(FinancePartnerStatus, {
  name: 'FinancePartnerStatus',
  description: 'Whether a partner takes new business: ACTIVE does, SUSPENDED does not for the time being.',
});

@ObjectType({ simpleResolvers: true, description: 'A licence to do business in a country.' })
export class FinanceLicence {
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  regulator!: string;

  @Field(() => String, { description: "Number in the regulator's register." })
  number!: string;
}

@Directive('@key(fields: "partnerId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A bank, captive, lessor, insurer or fintech.' })
export class FinancePartner extends Node {
  @Field(() => String)
  partnerId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true, description: 'Legal Entity Identifier, ISO 17442.' })
  lei!: string | null;

  @Field(() => String, { nullable: true, description: 'Business Identifier Code, ISO 9362.' })
  bic!: string | null;

  @Field(() => FinancePartnerKind)
  kind!: FinancePartnerKind;

  @Field(() => [CountryExtension], { description: 'Where the partner does business.' })
  countries!: CountryExtension[];

  @Field(() => [FinanceLicence])
  licences!: FinanceLicence[];

  @Field(() => FinancePartnerStatus)
  status!: FinancePartnerStatus;

  @Field(() => Provenance)
  provenance!: Provenance;
}
