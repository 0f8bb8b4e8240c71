import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Coordinates } from '../../../kernel/geo/geo.types.js';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import { GraphQLDateTime } from '../../../kernel/scalars/standard-scalars.js';
import {
  CONNECTOR_FORMATS,
  type ConnectorFormat,
  POWER_TYPES,
  type PowerType,
} from '../ocpi/connector-vocabularies.js';
import {
  EVSE_CAPABILITIES,
  EVSE_STATUSES,
  type EvseCapability,
  type EvseStatus,
  PARKING_RESTRICTIONS,
  type ParkingRestriction,
} from '../ocpi/evse-vocabularies.js';
import { DisplayText } from './location-details.type.js';

@ObjectType({ simpleResolvers: true, description: 'A socket or cable of a charge point (OCPI Connector).' })
export class Connector {
  @Field(() => String, { description: 'Unique within the EVSE.' })
  id!: string;

  @Field(() => CONNECTOR_TYPES.members)
  standard!: ConnectorType;

  @Field(() => String, { nullable: true, description: "The source's own word where `standard` is OTHER." })
  standardText!: string | null;

  @Field(() => CONNECTOR_FORMATS.members, { nullable: true })
  format!: ConnectorFormat | null;

  @Field(() => String, { nullable: true, description: "The source's own word where `format` is OTHER." })
  formatText!: string | null;

  @Field(() => POWER_TYPES.members, { nullable: true })
  powerType!: PowerType | null;

  @Field(() => String, { nullable: true, description: "The source's own word where `powerType` is OTHER." })
  powerTypeText!: string | null;

  @Field(() => Float, { nullable: true, description: 'V; line to neutral for three-phase AC.' })
  maxVoltage!: number | null;

  @Field(() => Float, { nullable: true, description: 'A.' })
  maxAmperage!: number | null;

  @Field(() => Float, { nullable: true, description: 'W.' })
  maxElectricPower!: number | null;

  @Field(() => Boolean, {
    description: 'True when the power was calculated from voltage and current, not stated by the source.',
  })
  powerDerived!: boolean;

  /** Stored `_id`s of its tariffs; seen through `tariffs`. */
  tariffRowIds!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A status to come (OCPI StatusSchedule).' })
export class StatusSchedule {
  @Field(() => GraphQLDateTime)
  periodBegin!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null where it is open.' })
  periodEnd!: Date | null;

  @Field(() => EVSE_STATUSES.members)
  status!: EvseStatus;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A charge point: it charges one car at a time, through one of its connectors (OCPI EVSE).',
})
export class Evse {
  @Field(() => String, { description: 'Unique within the location.' })
  uid!: string;

  @Field(() => String, { nullable: true, description: 'eMI3 identifier, e.g. "FR*A23*E45250*78A".' })
  evseId!: string | null;

  @Field(() => EVSE_STATUSES.members)
  status!: EvseStatus;

  @Field(() => Int, {
    nullable: true,
    description:
      'Identical charge points that this entry stands for: 1 where the source identifies it, null where the source ' +
      'does not say how many.',
  })
  quantity!: number | null;

  @Field(() => [EVSE_CAPABILITIES.members])
  capabilities!: EvseCapability[];

  @Field(() => [String], { description: "The source's own words for the capabilities that are OTHER." })
  capabilitiesText!: string[];

  @Field(() => String, { nullable: true, description: 'What is written on the charge point.' })
  physicalReference!: string | null;

  @Field(() => String, { nullable: true })
  floorLevel!: string | null;

  @Field(() => [PARKING_RESTRICTIONS.members])
  parkingRestrictions!: ParkingRestriction[];

  @Field(() => [String], { description: "The source's own words for the restrictions that are OTHER." })
  parkingRestrictionsText!: string[];

  @Field(() => [StatusSchedule])
  statusSchedule!: StatusSchedule[];

  @Field(() => [DisplayText], { description: 'How to find the charge point.' })
  directions!: DisplayText[];

  @Field(() => Coordinates, { nullable: true, description: "Place of the charge point; null where it is the site's." })
  coordinates!: Coordinates | null;

  @Field(() => [Connector])
  connectors!: Connector[];

  @Field(() => Float, { nullable: true, description: 'kW: power of the best connector.' })
  maxPowerKW!: number | null;

  @Field(() => GraphQLDateTime)
  lastUpdated!: Date;
}
