import { Field, Float, ObjectType } from 'type-graphql';
import { ChargingLocation } from './charging-location.type.js';

@ObjectType({ simpleResolvers: true, description: "Another source's record that seems to be the same site." })
export class LocationLink {
  @Field(() => ChargingLocation)
  location!: ChargingLocation;

  @Field(() => Float, { nullable: true, description: 'm between the two places.' })
  distanceMetres!: number | null;

  @Field(() => [String], { description: 'What they have in common: OPERATOR, NAME, EVSE_ID, ADDRESS ...' })
  reasons!: string[];

  @Field(() => Float, { description: 'How sure it is, 0 to 1.' })
  score!: number;
}
