import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';

export enum DensityGap {
  FLEET_UNKNOWN = 'FLEET_UNKNOWN',
  NO_SITES = 'NO_SITES',
  PLUG_IN_HYBRIDS_UNKNOWN = 'PLUG_IN_HYBRIDS_UNKNOWN',
}
registerEnumType(DensityGap, {
  name: 'DensityGap',
  description: 'Why a figure of a charging density is null.',
  valuesConfig: {
    FLEET_UNKNOWN: { description: 'No stock of battery-electric cars is on file for a year that had ended.' },
    NO_SITES: { description: 'No charging site of the country is on file, which does not mean that there is none.' },
    PLUG_IN_HYBRIDS_UNKNOWN: { description: 'No stock of plug-in hybrids is on file for the year of the fleet.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Charge points in operation that one source tells of.' })
export class PointsOfSource {
  @Field(() => String)
  system!: string;

  @Field(() => Int)
  points!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Publicly accessible charge points in operation, held against the fleet. A point is an EVSE and has the power of its best connector; the records of a site in several sources count once.',
})
export class ChargingDensity {
  @Field(() => GraphQLLocalDate)
  asOf!: string;

  @Field(() => Int, { description: 'EVSEs in operation: each charges one car at a time.' })
  points!: number;

  @Field(() => Int, { description: 'Of them with a DC connector.' })
  dcPoints!: number;

  @Field(() => Float, { description: 'Sum over the points of the power of the best connector each.' })
  publicKW!: number;

  @Field(() => Int, { nullable: true, description: 'The fleet is that of the end of this year: the latest on file.' })
  fleetYear!: number | null;

  @Field(() => Int, { nullable: true, description: 'Battery-electric cars.' })
  bev!: number | null;

  @Field(() => Int, { nullable: true, description: 'Plug-in hybrids.' })
  phev!: number | null;

  @Field(() => [String], { description: 'Where the fleet comes from.' })
  fleetSources!: string[];

  @Field(() => Float, { nullable: true, description: 'Battery-electric cars and plug-in hybrids per point.' })
  evPerPoint!: number | null;

  @Field(() => Float, { nullable: true })
  kwPerBev!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'kW for the fleet by Regulation (EU) 2023/1804, Article 3 (1): 1.3 per battery-electric car, 0.8 per plug-in hybrid. Told for every country; it binds members of the European Union.',
  })
  afirRequiredKW!: number | null;

  @Field(() => Float, { nullable: true, description: '`publicKW` as a share of `afirRequiredKW`: 1 is 100 %.' })
  attainment!: number | null;

  @Field(() => [DensityGap], { description: 'Why figures are null; empty where none is.' })
  gaps!: DensityGap[];

  @Field(() => [PointsOfSource], { description: 'Where the points come from.' })
  pointSources!: PointsOfSource[];

  @Field(() => Int, { description: 'Of `points`, those of which no power is known: `publicKW` lacks theirs.' })
  pointsOfUnknownPower!: number;

  @Field(() => Int, {
    description: 'Of `points`, those without a live status, at sites whose day of first operation is known.',
  })
  pointsByCommissioning!: number;

  @Field(() => Int, { description: 'Of `points`, those at sites without a day of first operation.' })
  undatedPoints!: number;

  @Field(() => Int, { description: 'Not counted: planned, removed, inoperative or out of order.' })
  notOperationalPoints!: number;

  @Field(() => Int, { description: 'Not counted: nothing says whether they are in operation.' })
  pointsOfUnknownStatus!: number;

  @Field(() => Int, { description: 'Not counted: records that do not say for how many points they stand.' })
  recordsOfUnknownQuantity!: number;

  @Field(() => Int, { description: "Not counted: sites of which another source's record is counted." })
  duplicateSites!: number;
}
