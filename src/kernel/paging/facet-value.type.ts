import { Directive, Field, Int, ObjectType } from 'type-graphql';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'How many rows of a list have a value.' })
export class FacetValue {
  @Field(() => String)
  value!: string;

  @Field(() => Int, { description: 'Rows; one that has the value more than once counts once.' })
  count!: number;
}

/** The values of a facet: most frequent first, equally frequent ones by value. */
export function mostFrequentFirst(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
}
