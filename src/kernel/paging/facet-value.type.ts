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
function mostFrequentFirst(counts: ReadonlyMap<string, number>): FacetValue[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
}

/** Facets of one or more countries together. */
export function facetsTogether<Name extends string>(
  names: readonly Name[],
  counts: readonly { readonly name: Name; readonly value: string; readonly count: number }[],
): Record<Name, FacetValue[]> {
  const sums = new Map<Name, Map<string, number>>(names.map((name) => [name, new Map()]));
  for (const { name, value, count } of counts) {
    const values = sums.get(name);
    values?.set(value, (values.get(value) ?? 0) + count);
  }
  return Object.fromEntries(names.map((name) => [name, mostFrequentFirst(sums.get(name) ?? new Map())])) as Record<
    Name,
    FacetValue[]
  >;
}
