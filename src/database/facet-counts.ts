import type { Model, PipelineStage } from 'mongoose';

/** How many rows of a country have a value. */
export interface FacetCount<Name extends string> {
  readonly name: Name;
  readonly country: string;
  readonly value: string;
  readonly count: number;
}

/**
 * Counts the values of rows that meet a condition, for each country: one command for all facets.
 *
 * @param values for every facet the different values of one row, as an expression; a list counts value by value
 */
export async function facetCounts<Row, Name extends string>(
  model: Model<Row>,
  condition: Record<string, unknown>,
  names: readonly Name[],
  values: Readonly<Record<Name, object | string | readonly string[]>>,
): Promise<FacetCount<Name>[]> {
  const branch = (name: Name): PipelineStage.FacetPipelineStage[] => [
    { $project: { country: 1, value: `$${name}` } },
    { $unwind: '$value' },
    { $group: { _id: { country: '$country', value: '$value' }, count: { $sum: 1 } } },
  ];
  const [counted] = await model.aggregate<Record<Name, { _id: { country: string; value: string }; count: number }[]>>([
    { $match: condition },
    { $project: { country: 1, ...Object.fromEntries(names.map((name) => [name, values[name]])) } },
    { $facet: Object.fromEntries(names.map((name) => [name, branch(name)])) },
  ]);
  return names.flatMap((name) =>
    (counted?.[name] ?? []).map(({ _id: { country, value }, count }) => ({ name, country, value, count })),
  );
}
