import { Directive, Field, ObjectType } from 'type-graphql';

/** The key of a battery passport: compliance owns the type and all else that there is to know of it. */
@Directive('@key(fields: "passportId", resolvable: false)')
@ObjectType('BatteryPassport', { simpleResolvers: true })
export class BatteryPassportReference {
  @Field(() => String)
  passportId!: string;
}
