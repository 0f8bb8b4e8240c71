import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Entities of other subgraphs, by their keys: the gateway fetches what is asked of them. */

@Directive('@key(fields: "geonameId", resolvable: false)')
@ObjectType('Town', { simpleResolvers: true })
export class TownReference {
  @Field(() => String)
  geonameId!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('ServicePoint', { simpleResolvers: true })
export class ServicePointReference {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('ChargingLocation', { simpleResolvers: true })
export class ChargingLocationReference {
  @Field(() => ID)
  id!: string;
}
