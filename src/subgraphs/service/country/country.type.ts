import { Directive, Field, ObjectType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLCountryCode } from '../../../kernel/scalars/standard-scalars.js';

@Directive('@external')
@ObjectType('Region', { simpleResolvers: true, description: 'Region or sub-region of UN M49.' })
export class RegionReference {
  @Field(() => String)
  code!: string;
}

@Directive('@external')
@ObjectType('TradeRegionMembership', {
  simpleResolvers: true,
  description: 'Membership in a trade region; half-open [validFrom, validTo).',
})
export class TradeRegionMembershipReference {
  @Field(() => String)
  code!: string;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true })
  validTo!: string | null;
}

/**
 * The part of `Country` that this subgraph needs to know. The places that a country lies in come from markets, and
 * only where a field that `@requires` them is asked for.
 */
@Directive('@key(fields: "code")')
@ObjectType('Country', { simpleResolvers: true })
export class CountryExtension {
  @Field(() => GraphQLCountryCode)
  code!: string;

  @Directive('@external')
  @Field(() => RegionReference, { nullable: true })
  region?: RegionReference | null;

  @Directive('@external')
  @Field(() => RegionReference, { nullable: true })
  subregion?: RegionReference | null;

  @Directive('@external')
  @Field(() => [TradeRegionMembershipReference])
  tradeRegions?: TradeRegionMembershipReference[];
}
