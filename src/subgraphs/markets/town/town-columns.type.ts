import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'Many towns as columns of equal length, largest first, for maps and computations over a whole country.',
})
export class TownColumns {
  @Field(() => [ID], { description: 'Keys of the towns (`geonameId`).' })
  geonameIds!: string[];

  @Field(() => [String])
  names!: string[];

  @Field(() => [Int])
  populations!: number[];

  @Field(() => [Float], { description: 'Degrees north, WGS 84.' })
  latitudes!: number[];

  @Field(() => [Float], { description: 'Degrees east, WGS 84.' })
  longitudes!: number[];
}
