import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from './country.type.js';

/** Entities of other subgraphs, by their keys: the gateway fetches what is asked of them. */

@Directive('@key(fields: "geonameId", resolvable: false)')
@ObjectType('Town', { simpleResolvers: true })
export class TownReference {
  @Field(() => String)
  geonameId!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('ServicePoint', { simpleResolvers: true })
export class ServicePointReference {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('ChargingLocation', { simpleResolvers: true })
export class ChargingLocationReference {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "offerId", resolvable: false)')
@ObjectType('MarketOffer', { simpleResolvers: true })
export class MarketOfferReference {
  @Field(() => ID)
  offerId!: string;
}

@Directive('@key(fields: "baseId", resolvable: false)')
@ObjectType('AssemblyBase', { simpleResolvers: true })
export class AssemblyBaseReference {
  @Field(() => ID)
  baseId!: string;
}

@Directive('@key(fields: "country { code } maker asOf", resolvable: false)')
@ObjectType('LocalisationBalance', { simpleResolvers: true })
export class LocalisationBalanceReference {
  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  maker!: string;

  @Field(() => GraphQLLocalDate)
  asOf!: string;
}

@Directive('@key(fields: "certificateId", resolvable: false)')
@ObjectType('Certificate', { simpleResolvers: true })
export class CertificateReference {
  @Field(() => String)
  certificateId!: string;
}

@Directive('@key(fields: "applicationId", resolvable: false)')
@ObjectType('Application', { simpleResolvers: true })
export class ApplicationReference {
  @Field(() => ID)
  applicationId!: string;
}

@Directive('@key(fields: "contractId", resolvable: false)')
@ObjectType('Contract', { simpleResolvers: true })
export class ContractReference {
  @Field(() => ID)
  contractId!: string;
}

@Directive('@key(fields: "partnerId", resolvable: false)')
@ObjectType('FinancePartner', { simpleResolvers: true })
export class FinancePartnerReference {
  @Field(() => String)
  partnerId!: string;
}

@Directive('@key(fields: "quoteId", resolvable: false)')
@ObjectType('Quote', { simpleResolvers: true })
export class QuoteReference {
  @Field(() => ID)
  quoteId!: string;
}
