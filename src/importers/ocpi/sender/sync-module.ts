import type { Database } from '../../../database/database.js';
import type { OcpiModuleSyncRecord } from '../../../subgraphs/imports/ocpi-sync/ocpi-sync.model.js';
import { CHARGING_TARIFF_TARGET } from '../../charging-tariff/charging-tariff-target.js';
import { tariffDraftOf } from '../../charging-tariff/ocpi-tariff.js';
import { isJsonObject, type JsonObject } from '../../json/json-records.js';
import { type ImportReport, ReportBuilder } from '../../pipeline/import-report.js';
import { type RecordOutcome, rejected } from '../../pipeline/import-target.js';
import { Quarantine } from '../../pipeline/quarantine.js';
import { ocpiSource } from '../ocpi-source.js';
import { withWrittenTexts } from '../written-texts.js';
import { storeListedLocations } from './listed-locations.js';
import { isPartyOf, type OcpiSender, type PolledModule } from './ocpi-sender.js';
import type { SenderClient } from './sender-client.js';
import { type SenderPage, senderPages } from './sender-pages.js';
import { goneObjects, removeGone } from './stored-parties.js';

/** What a listing of one module of a sender did: the report of an import, and what it says of objects that are gone. */
export interface ModuleSyncReport extends ImportReport {
  readonly module: PolledModule;
  /** True where all objects were listed, and not only those that have changed. */
  readonly full: boolean;
  /** Objects that are not listed any more: locations have become tombstones, tariffs are deleted. */
  readonly removed: number;
  /** What people should know: why nothing was removed, for example. */
  readonly notices: readonly string[];
}

export interface ModuleSync {
  readonly database: Database;
  readonly sender: OcpiSender;
  readonly module: PolledModule;
  readonly client: SenderClient;
  readonly endpoint: URL;
  readonly state: OcpiModuleSyncRecord;
  /** Lists all objects, whenever they were changed. */
  readonly full: boolean;
  /** Parties that the sender has listed before. */
  readonly knownParties: readonly string[];
  readonly now: () => Date;
  /** Called after each page is stored. */
  readonly onPage: () => Promise<void>;
}

export interface ModuleSyncResult {
  readonly report: ModuleSyncReport;
  readonly state: OcpiModuleSyncRecord;
  /** `CC*PID` of the parties whose objects were listed. */
  readonly parties: ReadonlySet<string>;
}

/** A listing that takes away more than a share of what is stored is doubted, unless there is so little of it. */
const DOUBTED_FROM = 10;

/**
 * Reads a module of a sender: what has changed since the last time, or all. Where to go on next time is told only when the list
 * was read to its end; what was stored of one that was not is found unchanged then.
 * @throws SenderError
 */
export async function syncModule(sync: ModuleSync): Promise<ModuleSyncResult> {
  const { client, endpoint, state, sender } = sync;
  const dateFrom = sync.full ? null : state.readTo;
  const full = dateFrom === null;
  const startedAt = sync.now();
  const listing = new Listing(sync);
  await listing.begin();
  for await (const page of senderPages(client, endpoint, { dateFrom, pageSize: sender.pageSize })) {
    await listing.store(page);
    await sync.onPage();
  }
  const removal = full ? await removeUnlisted(sync, listing, startedAt) : { removed: 0, notices: [] };
  return {
    report: { module: sync.module, full, ...removal, ...listing.report() },
    state: { readTo: listing.readTo(state.readTo, startedAt), fullAt: full ? sync.now() : state.fullAt },
    parties: listing.parties,
  };
}

async function removeUnlisted(
  { database, module, sender, knownParties }: ModuleSync,
  listing: Listing,
  startedAt: Date,
): Promise<{ removed: number; notices: string[] }> {
  const doubt = listing.doubt();
  if (doubt !== null) return { removed: 0, notices: [`nothing was removed: ${doubt}`] };
  const parties = new Set(sender.parties ?? [...knownParties, ...listing.parties]);
  const notices: string[] = [];
  let removed = 0;
  for (const party of parties) {
    if (!isPartyOf(sender, party)) continue;
    const objects = await goneObjects(database, module, party, listing.ids, startedAt);
    const count = [...objects.gone.values()].reduce((sum, ids) => sum + ids.length, 0);
    if (count > DOUBTED_FROM && count > objects.stored * sender.maximumRemovedShare) {
      notices.push(
        `nothing of ${party} was removed: ${count} of ${objects.stored} stored objects are not listed any more, which is more than maximumRemovedShare allows`,
      );
      continue;
    }
    removed += await removeGone(database, module, objects, startedAt);
  }
  return { removed, notices };
}

/** One pass over the list of a module. */
class Listing {
  readonly parties = new Set<string>();
  /** `_id`s of all objects that were listed, rejected ones included. */
  readonly ids = new Set<string>();
  private readonly builder = new ReportBuilder();
  private readonly quarantine: Quarantine;
  private received = 0;
  private unnamed = 0;
  private totals = new Set<number | null>();
  /** The sender's clock at the first page. */
  private startedThere: Date | null = null;
  private newest: Date | null = null;

  constructor(private readonly sync: ModuleSync) {
    const { sender, module, database } = sync;
    const identity = {
      format: 'ocpi',
      fileName: `${sender.name} ${module}`,
      fileHash: null,
      country: null,
      partnerId: null,
      mappingName: null,
      mapping: null,
      dryRun: false,
      rejectLimit: null,
    };
    this.quarantine = new Quarantine(
      database,
      `ocpi-${sender.name}-${module}`,
      identity,
      (raws) => `${raws.join('\n')}\n`,
    );
  }

  /** A list of all objects decides anew about each of them. */
  async begin(): Promise<void> {
    if (this.sync.full || this.sync.state.readTo === null) await this.quarantine.clear();
  }

  report(): ImportReport {
    return this.builder.report();
  }

  async store({ objects, total, at }: SenderPage): Promise<void> {
    this.totals.add(total);
    this.startedThere ??= at;
    const now = this.sync.now();
    const written = objects.map((value) => (isJsonObject(value) ? withWrittenTexts(value) : null));
    for (const object of written) this.note(object);
    const outcomes = await this.outcomesOf(written, now);
    const first = this.received + 1;
    this.received += objects.length;
    const places = outcomes.map((_outcome, index) => ({
      line: first + index,
      recordId: recordIdOf(written[index] ?? null),
      raw: JSON.stringify(objects[index]) ?? 'null',
    }));
    await this.quarantine.release(places.flatMap(({ recordId }) => (recordId === null ? [] : [recordId])));
    await this.quarantine.keep(
      outcomes.flatMap(({ outcome, rejections }, index) => {
        const place = places[index];
        return outcome === 'rejected' && place !== undefined ? [{ place, rejections }] : [];
      }),
      now,
    );
    outcomes.forEach(({ outcome, rejections, warnings }, index) => {
      const place = places[index];
      if (place !== undefined) this.builder.add(place, outcome, rejections, warnings);
    });
  }

  /** Why nobody can tell which objects are gone; null where the list was whole. */
  doubt(): string | null {
    if (this.unnamed > 0) return `${this.unnamed} listed objects do not say which they are`;
    if (this.totals.size > 1) return 'the list changed while it was read (X-Total-Count)';
    const [total] = this.totals;
    if (typeof total === 'number' && this.ids.size !== total) {
      return `the sender counts ${total} objects and has listed ${this.ids.size}`;
    }
    return null;
  }

  /**
   * Up to where everything has been read: the newest change that was listed, but not later than the list began by the sender's
   * clock, since what changed meanwhile may stand on a page that had been read.
   */
  readTo(before: Date | null, startedHere: Date): Date | null {
    const began = this.startedThere ?? startedHere;
    if (this.newest === null) return before;
    const next = new Date(Math.min(this.newest.getTime(), began.getTime()));
    return before !== null && before > next ? before : next;
  }

  private note(object: JsonObject | null): void {
    const { country_code, party_id, id, last_updated } = object ?? {};
    if (typeof country_code !== 'string' || typeof party_id !== 'string' || typeof id !== 'string') {
      this.unnamed += 1;
      return;
    }
    const party = `${country_code}*${party_id}`.toUpperCase();
    this.ids.add(`${party}*${id}`);
    if (isPartyOf(this.sync.sender, party)) this.parties.add(party);
    const changed = typeof last_updated === 'string' ? Date.parse(withZone(last_updated)) : Number.NaN;
    if (!Number.isNaN(changed) && (this.newest === null || changed > this.newest.getTime())) {
      this.newest = new Date(changed);
    }
  }

  private async outcomesOf(objects: readonly (JsonObject | null)[], now: Date): Promise<RecordOutcome[]> {
    const outcomes: RecordOutcome[] = [];
    const accepted: { readonly at: number; readonly object: JsonObject }[] = [];
    objects.forEach((object, at) => {
      if (object === null) {
        outcomes[at] = rejected({ field: null, code: 'NOT_AN_OBJECT', message: 'The listed value is no JSON object' });
        return;
      }
      const party = `${object.country_code}*${object.party_id}`.toUpperCase();
      if (isPartyOf(this.sync.sender, party)) accepted.push({ at, object });
      else
        outcomes[at] = rejected({ field: 'party_id', code: 'FOREIGN_PARTY', message: `${party} is not the sender's` });
    });
    const written = await this.write(
      accepted.map(({ object }) => object),
      now,
    );
    accepted.forEach(({ at }, index) => {
      const outcome = written[index];
      if (outcome !== undefined) outcomes[at] = outcome;
    });
    return outcomes;
  }

  private async write(objects: readonly JsonObject[], now: Date): Promise<readonly RecordOutcome[]> {
    const { database, module } = this.sync;
    if (module === 'locations') return storeListedLocations(database, objects, now);
    const fetchedAt = now.toISOString().slice(0, 10);
    return CHARGING_TARIFF_TARGET.write(
      { database, dryRun: false, country: null, startedAt: now },
      objects.map((object, index) => {
        const recordId = recordIdOf(object);
        return {
          line: index + 1,
          recordId,
          value: tariffDraftOf(object, { ...ocpiSource(object, fetchedAt), recordId }),
        };
      }),
    );
  }
}

function recordIdOf(object: JsonObject | null): string | null {
  return typeof object?.id === 'string' ? object.id.slice(0, 100) : null;
}

/** OCPI leaves the zone out where it is UTC. */
function withZone(text: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}
