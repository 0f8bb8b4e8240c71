import { Directive, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Coordinates, GeoQuality } from '../../../kernel/geo/geo.types.js';
import { Node } from '../../../kernel/identity/node.type.js';
import { Provenance } from '../../../kernel/provenance/provenance.type.js';
import { GraphQLLocalDate } from '../../../kernel/scalars/date.scalar.js';
import { CountryExtension } from '../country/country.type.js';
import { ServiceCapabilityCode } from './service-capability-code.js';

registerEnumType(ServiceCapabilityCode, {
  name: 'ServiceCapabilityCode',
  description: 'What a workshop may do on electric cars.',
  valuesConfig: {
    HV_LEVEL_1_AWARE: { description: 'Work on the car beside its high-voltage system.' },
    HV_LEVEL_2_DEENERGISE: { description: 'De-energise the high-voltage system and work on it without voltage.' },
    HV_LEVEL_3_LIVE_WORK: { description: 'Work on the high-voltage system and its battery under voltage.' },
    BATTERY_REPAIR: { description: 'Open a traction battery and replace its modules.' },
    BATTERY_SWAP: { description: 'Replace a traction battery as a whole.' },
    ADAS_CALIBRATION: { description: 'Calibrate cameras and radars of driver assistance systems.' },
    BODY_ALU: { description: 'Repair bodies of aluminium.' },
    SOFTWARE_OTA: { description: 'Install and recover vehicle software.' },
    DC_DIAGNOSIS: { description: 'Diagnose direct-current charging.' },
    TYRES: { description: 'Change and balance tyres.' },
    MOT: { description: 'Periodic technical inspection.' },
  },
});

export enum ServicePointStatus {
  OPEN = 'OPEN',
  PLANNED = 'PLANNED',
  SUSPENDED = 'SUSPENDED',
  CLOSED = 'CLOSED',
}
registerEnumType(ServicePointStatus, {
  name: 'ServicePointStatus',
  description: 'Whether a workshop works: OPEN, PLANNED for later, SUSPENDED for a while, CLOSED for good.',
});

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'An address in the names of schema.org PostalAddress.' })
export class PostalAddress {
  @Field(() => String, { nullable: true })
  streetAddress!: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  addressLocality!: string | null;

  @Field(() => String, { nullable: true, description: 'State, province or county.' })
  addressRegion!: string | null;

  @Field(() => String, { nullable: true })
  postalCode!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What a workshop may do on electric cars, and on what evidence.' })
export class ServiceCapability {
  @Field(() => ServiceCapabilityCode)
  code!: ServiceCapabilityCode;

  @Field(() => Int, { nullable: true, description: 'Highest system voltage in volts.' })
  maxVoltage!: number | null;

  @Field(() => String, { nullable: true, description: 'Qualification scheme, e.g. "DGUV 209-093 3E".' })
  certificate!: string | null;

  @Field(() => GraphQLLocalDate, {
    nullable: true,
    description: 'First day on which the certificate is no longer valid; null for no end.',
  })
  validTo!: string | null;

  @Field(() => String, { description: 'Who states it; "SYNTHETIC" where it is generated on a real workshop.' })
  source!: string;
}

@ObjectType({ simpleResolvers: true, description: 'People whose highest level of high-voltage work this is.' })
export class Technicians {
  @Field(() => ServiceCapabilityCode, {
    description: 'HV_LEVEL_1_AWARE, HV_LEVEL_2_DEENERGISE or HV_LEVEL_3_LIVE_WORK.',
  })
  level!: ServiceCapabilityCode;

  @Field(() => Int)
  count!: number;
}

@Directive('@key(fields: "servicePointId")')
@Directive('@key(fields: "id")')
@ObjectType({ implements: Node, simpleResolvers: true, description: 'A workshop.' })
export class ServicePoint extends Node {
  @Field(() => String)
  servicePointId!: string;

  @Field(() => CountryExtension)
  country!: CountryExtension;

  @Field(() => String)
  name!: string;

  @Field(() => PostalAddress)
  address!: PostalAddress;

  @Field(() => Coordinates, { nullable: true, description: 'Null where the place is unknown.' })
  coordinates!: Coordinates | null;

  @Field(() => GeoQuality)
  geoQuality!: GeoQuality;

  @Field(() => Float, {
    nullable: true,
    description: 'Kilometres from the place searched `near`, as the crow flies; null outside of such a search.',
  })
  distanceKm!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'In the syntax of OpenStreetMap opening_hours, in the own time zone; null where unknown.',
  })
  openingHours!: string | null;

  @Field(() => String, { description: 'IANA time zone.' })
  timeZone!: string;

  @Field(() => Int, { nullable: true, description: 'Number of work bays; null where unknown.' })
  bays!: number | null;

  @Field(() => [ServiceCapability], { description: 'All capabilities, lapsed ones too.' })
  capabilities!: ServiceCapability[];

  @Field(() => Int, { nullable: true, description: 'Usual wait for an appointment in days; null where unknown.' })
  leadTimeDays!: number | null;

  @Field(() => String, { nullable: true, description: 'E.164, e.g. "+493012345678"; null where unknown.' })
  phone!: string | null;

  @Field(() => [String], { description: 'Languages spoken (BCP 47); empty where unknown.' })
  languages!: string[];

  @Field(() => [Technicians], {
    description: 'People by their highest level of high-voltage work; empty where unknown.',
  })
  technicians!: Technicians[];

  @Field(() => ServicePointStatus)
  status!: ServicePointStatus;

  @Field(() => Provenance)
  provenance!: Provenance;

  /** Not in the graph: the join to the networks. */
  networkIds!: readonly string[];
}
