import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { findByKey } from '../../../database/find-by-key.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import type { LoaderDefinition } from '../../../kernel/loaders/loaders.js';
import { projectionOf } from '../../../kernel/loaders/projection.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { type Page, pageOf } from '../../../kernel/paging/connection.js';
import { decodeCursor } from '../../../kernel/paging/cursor.js';
import { isValidOn, validOn } from '../../../kernel/validity/validity.js';
import type { CountryExtension } from '../country/country.type.js';
import { type GuaranteeProgrammeRecord, guaranteeProgrammeModel } from './guarantee-programme.model.js';
import type { GuaranteeComponent, GuaranteeProgramme } from './guarantee-programme.type.js';
import {
  GUARANTEE_PROGRAMME_FIELD_SOURCES,
  GUARANTEE_PROGRAMME_RANKED_BY,
  guaranteeProgrammeView,
} from './guarantee-programme.view.js';
import { comparePositions, type GuaranteePlace, positionIn, programmesReaching } from './programme-ranking.js';

/** Whose programmes are asked for where; without maker, those of all makers. */
interface ProgrammesKey {
  readonly place: GuaranteePlace;
  readonly maker: string | null;
}

interface ProgrammesArguments {
  readonly asOf: string;
  readonly component: GuaranteeComponent | null;
}

type ProgrammeCondition = ProgrammesArguments & { readonly maker: string | null; readonly subdivision: string | null };

/** Programmes in force that reach a place, most specific first: one query for all places. */
const programmesOfPlace: LoaderDefinition<DataContext, ProgrammesKey, GuaranteeProgrammeRecord[], ProgrammesArguments> =
  {
    name: 'service.guaranteeProgrammesOfPlace',
    keyText: (key) => JSON.stringify(key),
    load: async (keys, { arguments: { asOf, component }, fields }, { database }) => {
      const projection = projectionOf(fields, GUARANTEE_PROGRAMME_FIELD_SOURCES, GUARANTEE_PROGRAMME_RANKED_BY);
      const filter = allOf([
        reachingAny(keys.map(({ place }) => place)),
        ofAnyMaker(keys.map(({ maker }) => maker)),
        validOn(asOf),
        component === null ? {} : { component },
      ]);
      const found = await acrossClusters(database, guaranteeProgrammeModel, null, (cluster) =>
        database
          .model(guaranteeProgrammeModel, cluster)
          .find(filter as never, projection)
          .lean<GuaranteeProgrammeRecord[]>()
          .exec(),
      );
      const programmes = found.flat();
      return keys.map(({ place, maker }) =>
        programmesReaching(
          programmes.filter((programme) => maker === null || programme.maker === null || programme.maker === maker),
          place,
        ),
      );
    },
  };

const programmeById: LoaderDefinition<DataContext, string, GuaranteeProgramme | null> = {
  name: 'service.guaranteeProgrammeById',
  keyText: (id) => id,
  load: async (ids, { fields }, { database }) => {
    const keys = ids.map((id) => ({ id }));
    const projection = projectionOf(fields, GUARANTEE_PROGRAMME_FIELD_SOURCES, []);
    const rows = await findByKey(database, guaranteeProgrammeModel, keys, projection);
    return rows.map((row) => (row === null || row instanceof Error ? row : guaranteeProgrammeView(row)));
  },
};

/** The places that a country lies in on a day, for the ranking of programmes. */
export function placeOf(country: CountryExtension, subdivision: string | null, asOf: string): GuaranteePlace {
  return {
    country: country.code,
    subdivision,
    tradeRegions: (country.tradeRegions ?? [])
      .filter((membership) => isValidOn(membership, asOf))
      .map((membership) => membership.code),
    subregion: country.subregion?.code ?? null,
    region: country.region?.code ?? null,
  };
}

/** Programmes in force that reach the country, most specific first; with a maker only its own and those for all. */
export function loadProgrammes(
  context: DataContext,
  country: CountryExtension,
  { asOf, component, maker, subdivision }: ProgrammeCondition,
  fields: FieldNames,
): Promise<GuaranteeProgrammeRecord[]> {
  const key = { place: placeOf(country, subdivision, asOf), maker };
  return context.loaders.load(programmesOfPlace, key, { arguments: { asOf, component }, fields }, context);
}

/** A page of the programmes that reach a country, most specific first, then by component and key. */
export async function listProgrammes(
  context: DataContext,
  country: CountryExtension,
  { first, after, ...condition }: ProgrammeCondition & { first: number; after: string | null },
  fields: FieldNames,
): Promise<Page<GuaranteeProgramme>> {
  const passed = after === null ? null : positionOfCursor(after);
  const programmes = await loadProgrammes(context, country, condition, fields);
  const place = placeOf(country, condition.subdivision, condition.asOf);
  const rows = programmes.filter(
    (programme) => passed === null || comparePositions(positionIn(place, programme), passed) > 0,
  );
  return pageOf<GuaranteeProgrammeRecord, GuaranteeProgramme>({
    rows,
    first,
    after,
    totalCount: programmes.length,
    view: guaranteeProgrammeView,
    positionOf: (programme) => positionIn(place, programme),
  });
}

/** The programme of that id, or null. */
export function findProgramme(
  context: DataContext,
  id: string,
  fields: FieldNames,
): Promise<GuaranteeProgramme | null> {
  return context.loaders.load(programmeById, id, { arguments: undefined, fields }, context);
}

function reachingAny(places: readonly GuaranteePlace[]): Record<string, unknown> {
  const regions = places.flatMap(({ subregion, region }) => [subregion, region]).filter((code) => code !== null);
  return {
    $or: [
      { country: { $in: unique(places.map((place) => place.country)) } },
      { tradeRegion: { $in: unique(places.flatMap((place) => place.tradeRegions)) } },
      { region: { $in: unique(regions) } },
      { country: null, tradeRegion: null, region: null },
    ],
  };
}

function ofAnyMaker(makers: readonly (string | null)[]): Record<string, unknown> {
  return makers.includes(null) ? {} : { maker: { $in: unique([null, ...makers]) } };
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}

function positionOfCursor(after: string): [number, string, string] {
  const [reach, component, id] = decodeCursor(after, 3);
  if (typeof reach !== 'number' || typeof component !== 'string' || typeof id !== 'string') {
    throw badUserInput('after', 'is not a cursor of this list');
  }
  return [reach, component, id];
}
