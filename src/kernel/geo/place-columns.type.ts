import { Directive, Field, Float, ID, ObjectType } from 'type-graphql';
import { globalId } from '../identity/global-id.js';
import type { GeoPointRecord } from './geo-point.record.js';

@Directive('@shareable')
@ObjectType({
  simpleResolvers: true,
  description:
    'Many places as columns of equal length, for maps and for computations over a whole country. Places without coordinates are left out.',
})
export class PlaceColumns {
  @Field(() => [ID], { description: 'Global ids, for `node(id)`.' })
  ids!: string[];

  @Field(() => [Float], { description: 'Degrees north, WGS 84.' })
  latitudes!: number[];

  @Field(() => [Float], { description: 'Degrees east, WGS 84.' })
  longitudes!: number[];
}

/** The columns of stored places of one entity type; `keyOf` gives the natural key. */
export function placeColumns<Row extends { location: GeoPointRecord | null }>(
  typeName: string,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): PlaceColumns {
  const columns: PlaceColumns = { ids: [], latitudes: [], longitudes: [] };
  for (const row of rows) {
    if (row.location) {
      columns.ids.push(globalId(typeName, keyOf(row)));
      columns.longitudes.push(row.location.coordinates[0]);
      columns.latitudes.push(row.location.coordinates[1]);
    }
  }
  return columns;
}
