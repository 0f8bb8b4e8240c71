import { Field, Float, Int, ObjectType } from 'type-graphql';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';
import {
  CONNECTOR_FORMATS,
  type ConnectorFormat,
  POWER_TYPES,
  type PowerType,
} from '../ocpi/connector-vocabularies.js';

@ObjectType({ simpleResolvers: true, description: 'A connector of a group of charge points.' })
export class GroupedConnector {
  @Field(() => CONNECTOR_TYPES.members)
  standard!: ConnectorType;

  @Field(() => CONNECTOR_FORMATS.members, { nullable: true })
  format!: ConnectorFormat | null;

  @Field(() => POWER_TYPES.members, { nullable: true })
  powerType!: PowerType | null;

  @Field(() => Float, { nullable: true, description: 'V; line to neutral for three-phase AC. Null where unknown.' })
  maxVoltage!: number | null;

  @Field(() => Float, { nullable: true, description: 'Null where unknown.' })
  maxPowerKW!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Public charge points in operation that have the same connectors; each charges one car at a time.',
})
export class ChargingPointGroup {
  @Field(() => Int)
  points!: number;

  @Field(() => [GroupedConnector])
  connectors!: GroupedConnector[];
}
