import type { Decimal } from 'decimal.js';
import type { Types } from 'mongoose';
import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../../kernel/identity/node.type.js';
import { Money } from '../../../kernel/money/money.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { GraphQLDecimal } from '../../../kernel/scalars/decimal.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { type Measurement, ServiceLevelMetric } from './attainment.js';

registerEnumType(ServiceLevelMetric, {
  name: 'ServiceLevelMetric',
  description: 'What an agreement on service levels measures, and whether more or less of it is better.',
  valuesConfig: {
    FIRST_TIME_FIX: { description: 'Share of repairs that hold at the first visit, as a fraction; more is better.' },
    PARTS_48H: { description: 'Share of parts delivered within 48 hours, as a fraction; more is better.' },
    ROADSIDE_ARRIVAL_MIN: { description: 'Minutes until roadside assistance arrives; less is better.' },
    REPAIR_CYCLE_DAYS: { description: 'Days from drop-off to hand-over; less is better.' },
    CALL_ANSWER_S: { description: 'Seconds until a call is answered; less is better.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What was measured over the local dates [from, to).' })
export class ServiceLevelMeasurement {
  @Field(() => GraphQLLocalDate)
  from!: string;

  @Field(() => GraphQLLocalDate, { description: 'First day after the period.' })
  to!: string;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'In the unit of the metric; null where not measured.' })
  measured!: Decimal | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the target was met, the target itself included; null where nothing was measured.',
  })
  attained!: boolean | null;
}

@ObjectType({ simpleResolvers: true, description: 'How often a target was met over the periods that are over.' })
export class ServiceLevelAttainment {
  @Field(() => Int)
  measuredPeriods!: number;

  @Field(() => Int)
  attainedPeriods!: number;

  @Field(() => GraphQLDecimal, { nullable: true, description: 'As a fraction; null where nothing was measured.' })
  share!: Decimal | null;
}

@Directive('@key(fields: "slaId")')
@Directive('@key(fields: "id")')
@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'What a service network has agreed to reach, held against what it has reached.',
})
export class ServiceLevelAgreement extends Node {
  @Field(() => String)
  slaId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => ServiceLevelMetric)
  metric!: ServiceLevelMetric;

  @Field(() => String, { description: 'Unit of target and figures: "fraction", "min", "d" or "s".' })
  unit!: string;

  @Field(() => Boolean, { description: 'True where more is better; false where less is.' })
  higherIsBetter!: boolean;

  @Field(() => GraphQLDecimal, { description: 'In the unit.' })
  target!: Types.Decimal128;

  @Field(() => Money, { nullable: true, description: 'Due for each period that misses the target.' })
  penalty!: Money | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day; null for no beginning.' })
  validFrom!: string | null;

  @Field(() => GraphQLLocalDate, { nullable: true, description: 'First day after; null for no end.' })
  validTo!: string | null;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: the join to the network. */
  networkId!: string;

  /** Not in the graph as they are: fields with a day show them. */
  figures!: readonly Measurement[];
}
