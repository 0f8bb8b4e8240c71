import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The part of `VehicleVariant` that tells which certificates cover it. Vehicles owns the type. */
@Directive('@key(fields: "variantId")')
@ObjectType('VehicleVariant', { simpleResolvers: true })
export class VehicleVariantReference {
  @Field(() => ID)
  variantId!: string;

  @Directive('@external')
  @Field(() => String)
  makerSlug!: string;
}
