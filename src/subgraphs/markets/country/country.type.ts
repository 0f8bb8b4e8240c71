import { Directive, Field, ObjectType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode, GraphQLCurrencyCode } from '../../../kernel/scalars/standard-scalars.js';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Region or sub-region of UN M49.' })
export class Region {
  @Field(() => String, { description: 'UN M49 code, e.g. "150" for Europe.' })
  code!: string;

  @Field(() => String)
  name!: string;
}

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Membership in a trade region; half-open [validFrom, validTo).' })
export class TradeRegionMembership {
  @Field(() => String, { description: 'EU27, EFTA, GCC, ASEAN, MERCOSUR, USMCA, SACU, EAEU ...' })
  code!: string;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validTo!: string | null;
}

@Directive('@key(fields: "code")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A country of ISO 3166-1. Owned here; every other subgraph adds its own fields.',
})
export class Country extends Node {
  @Field(() => GraphQLCountryCode, { description: 'ISO 3166-1 alpha-2.' })
  code!: string;

  @Field(() => String, { description: 'ISO 3166-1 alpha-3.' })
  code3!: string;

  @Field(() => String, { description: 'ISO 3166-1 numeric, three digits.' })
  numeric!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { nullable: true })
  officialName!: string | null;

  @Field(() => Region, { nullable: true, description: 'UN M49 region; null for territories that UN M49 leaves out.' })
  region!: Region | null;

  @Field(() => Region, { nullable: true })
  subregion!: Region | null;

  @Field(() => [TradeRegionMembership], { description: 'All memberships, past ones too.' })
  tradeRegions!: TradeRegionMembership[];

  @Field(() => GraphQLCurrencyCode, { nullable: true, description: 'Null where no currency is in use.' })
  currency!: string | null;

  @Field(() => [String], { description: 'BCP 47.' })
  languages!: string[];

  @Field(() => [String], { description: 'IANA time zones of the known towns.' })
  timeZones!: string[];

  @Field(() => String, { nullable: true })
  capital!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;
}
