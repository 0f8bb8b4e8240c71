import { isDeepStrictEqual } from 'node:util';
import { DEFAULT_CLUSTER } from '../../../database/cluster-map.js';
import type { Database } from '../../../database/database.js';
import { reachedNumber, setReachedNumber } from '../../../database/sequence.js';
import { unreachableCause } from '../../../database/unavailable.js';
import { chargingLocationModel } from '../location/charging-location.model.js';
import { changeLocations, lastChangeNumber } from '../location/location-changes.js';
import type { LocationLinkRecord } from '../location/location-details.model.js';
import {
  evseIdSpellings,
  MATCHED_FIELDS,
  type MatchableSite,
  type MatchedRecord,
  matchableSite,
} from './matchable-site.js';
import { concernsPlace, inStrips, neighbourhoodCondition } from './neighbourhood.js';
import { siteLinks } from './site-links.js';

/** Up to which change of a cluster sites have been matched: what an interrupted pass has left is done by the next. */
const MATCHED = 'charging-location-links';

/** Changed sites that are put in the order of their places at once. */
const WINDOW = 5_000;

/** Changed sites whose surroundings are read at once. */
const CHUNK = 200;

type Filter = Record<string, unknown>;

/** What a pass has done. */
export interface LinkedSites {
  /** Changed sites that were compared with their surroundings. */
  readonly compared: number;
  /** Sites whose links have become other ones. */
  readonly changed: number;
}

/**
 * Links sites that have changed since the last pass with the records that other sources have of them, on every cluster
 * that can be reached; sites that have gone lose their links. In bounded memory, and so many at once that a pass costs
 * a few commands for {@link CHUNK} sites. A second pass changes nothing. Links are a change of both sites: who mirrors
 * them is told.
 * @param stop ends the pass between two chunks; the next one goes on
 */
export async function linkChangedSites(database: Database, stop?: AbortSignal): Promise<LinkedSites> {
  const sum = { compared: 0, changed: 0 };
  for (const cluster of database.clustersOf(chargingLocationModel)) {
    try {
      const { compared, changed } = await new ClusterPass(database, cluster, stop).run();
      sum.compared += compared;
      sum.changed += changed;
    } catch (error) {
      if (cluster === DEFAULT_CLUSTER || unreachableCause(error) === null) throw error;
    }
  }
  return sum;
}

type ChangedPlace = Pick<MatchedRecord, '_id' | 'changeNumber' | 'location' | 'links' | 'provenance'> & {
  readonly country: string;
};

class ClusterPass {
  private compared = 0;
  private changed = 0;
  /** By country and source: whether another source has sites there at all. */
  private readonly others = new Map<string, boolean>();
  /** Numbers of the changes that this pass has made itself: links that were worked out are not worked out again. */
  private readonly own: { readonly first: number; readonly last: number }[] = [];

  constructor(
    private readonly database: Database,
    private readonly cluster: string,
    private readonly stop: AbortSignal | undefined,
  ) {}

  async run(): Promise<LinkedSites> {
    let reached = await reachedNumber(this.database, this.cluster, MATCHED);
    let end = await lastChangeNumber(this.database, this.cluster);
    while (reached < end) {
      const window = await this.changedSince(reached);
      const places: ChangedPlace[] = [];
      for (const site of window) {
        if (!this.isOwn(site.changeNumber ?? 0) && (await this.mayBeLinked(site))) places.push(site);
      }
      places.sort((left, right) => inStrips(placeOf(left), placeOf(right)));
      for (let at = 0; at < places.length; at += CHUNK) {
        this.stop?.throwIfAborted();
        await this.link(places.slice(at, at + CHUNK).map(({ _id }) => _id));
      }
      reached = window.length < WINDOW ? Math.max(reached, end) : (window.at(-1)?.changeNumber ?? end);
      await setReachedNumber(this.database, this.cluster, MATCHED, reached);
      end = Math.max(end, this.own.at(-1)?.last ?? 0);
    }
    return { compared: this.compared, changed: this.changed };
  }

  private isOwn(changeNumber: number): boolean {
    return this.own.some(({ first, last }) => changeNumber >= first && changeNumber <= last);
  }

  /** A country that only one source knows, such as at a first import, is passed over at the cost of one look. */
  private async mayBeLinked({ country, links = [], provenance }: ChangedPlace): Promise<boolean> {
    if (links.length > 0) return true;
    const { system } = provenance.source;
    const key = `${country} ${system}`;
    const known = this.others.get(key);
    if (known !== undefined) return known;
    const other = await this.database
      .model(chargingLocationModel, this.cluster)
      .findOne({ country, publish: true, 'provenance.source.system': { $ne: system } }, { _id: 1 })
      .lean<object | null>()
      .exec();
    this.others.set(key, other !== null);
    return other !== null;
  }

  private changedSince(reached: number): Promise<ChangedPlace[]> {
    return this.database
      .model(chargingLocationModel, this.cluster)
      .find(
        { changeNumber: { $gt: reached } },
        { changeNumber: 1, location: 1, country: 1, 'links.locationId': 1, 'provenance.source.system': 1 },
      )
      .sort({ changeNumber: 1, _id: 1 })
      .limit(WINDOW)
      .lean<ChangedPlace[]>()
      .exec();
  }

  /** Works out the links of these sites and of all that theirs may concern. */
  private async link(ids: readonly string[]): Promise<void> {
    const known = new Map((await this.read({ _id: { $in: ids } })).map((record) => [record._id, record]));
    this.compared += known.size;
    // Sites that it was linked with before it moved or went, and those that share an identifier, wherever they are.
    const linked = [...known.values()].flatMap(({ links = [] }) => links.map(({ locationId }) => locationId));
    const evseIds = spellingsOf([...known.values()].filter(isShown));
    const partners = [
      ...(linked.length > 0 ? [{ _id: { $in: linked } }] : []),
      ...(evseIds.length > 0 ? [{ 'evses.evseId': { $in: evseIds } }] : []),
    ];
    if (partners.length > 0) for (const record of await this.read({ $or: partners })) known.set(record._id, record);
    const concerned = new Set(known.keys());

    const places = [...known.values()].filter(isShown).flatMap((record) => matchableSite(record).place ?? []);
    const around = neighbourhoodCondition(places);
    if (around !== null)
      for (const record of await this.read({ publish: true, ...around })) known.set(record._id, record);
    const isNear = concernsPlace(places);
    const shown = [...known.values()].filter(isShown);
    const nearIds = spellingsOf(shown);
    if (nearIds.length > 0) {
      const elsewhere = {
        publish: true,
        geoQuality: { $in: ['SUSPECT', 'MISSING'] },
        'evses.evseId': { $in: nearIds },
      };
      for (const record of await this.read(elsewhere)) if (!known.has(record._id)) shown.push(record);
    }
    const sites = shown.map(matchableSite);
    const links = siteLinks(sites);
    for (const { id, place } of sites) if (place !== null && isNear(place)) concerned.add(id);
    const changes = [...known.values()].flatMap((record) => {
      const own = links.get(record._id) ?? [];
      return concerned.has(record._id) && !isDeepStrictEqual(own, plain(record.links)) ? [{ record, links: own }] : [];
    });
    changes.sort((left, right) => (left.record._id < right.record._id ? -1 : 1));
    if (changes.length > 0) await this.write(changes);
  }

  private read(filter: Filter): Promise<MatchedRecord[]> {
    const projection = Object.fromEntries(MATCHED_FIELDS.map((field) => [field, 1]));
    return this.database
      .model(chargingLocationModel, this.cluster)
      .find(filter as never, projection)
      .lean<MatchedRecord[]>()
      .exec();
  }

  /** A site that has changed in the meantime is left to the next pass. */
  private async write(
    changes: readonly { readonly record: MatchedRecord; readonly links: readonly LocationLinkRecord[] }[],
  ): Promise<void> {
    const { numbers, modified } = await changeLocations(
      this.database,
      this.cluster,
      changes.length,
      async (marks, session) => {
        const writes = changes.map(({ record, links }, at) => ({
          updateOne: {
            filter: { _id: record._id, changeNumber: record.changeNumber ?? { $in: [0, null] } },
            update: { $set: { links, ...marks[at] } },
          },
        }));
        const result = await this.database
          .model(chargingLocationModel, this.cluster)
          .bulkWrite(writes as never, { session, ordered: false });
        return { numbers: marks.map(({ changeNumber }) => changeNumber), modified: result.modifiedCount };
      },
    );
    this.own.push({ first: numbers[0] ?? 0, last: numbers.at(-1) ?? 0 });
    this.changed += modified;
  }
}

function isShown({ publish, deletedAt = null }: MatchedRecord): boolean {
  return publish && deletedAt === null;
}

function spellingsOf(records: readonly MatchedRecord[]): string[] {
  const evseIds = records.flatMap(({ evses = [] }) => evses.flatMap(({ evseId }) => evseId ?? []));
  return [...new Set(evseIds.flatMap(evseIdSpellings))];
}

function placeOf({ location }: ChangedPlace): MatchableSite['place'] {
  return location ? { longitude: location.coordinates[0], latitude: location.coordinates[1] } : null;
}

function plain(links: MatchedRecord['links']): object[] {
  return (links ?? []).map(({ locationId, distanceMetres, reasons, score }) => ({
    locationId,
    distanceMetres,
    reasons,
    score,
  }));
}
