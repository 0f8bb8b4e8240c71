import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { CONNECTOR_TYPES, type ConnectorType } from '../../../kernel/ocpi/connector-types.js';

/** The part of `VehicleVariant` that decides where it can charge. Vehicles owns the type. */
@Directive('@key(fields: "variantId")')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => [CONNECTOR_TYPES.members])
  ports!: ConnectorType[];

  @Directive('@external')
  @Field(() => Int, { nullable: true })
  architectureVoltage!: number | null;
}
