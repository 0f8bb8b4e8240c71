import type { Database } from '../database/database.js';
import { orUnavailable } from '../database/unavailable.js';
import type { OcpiAnswer, OcpiEndpoints, OcpiRequest } from '../http/ocpi-routes.js';
import { pushBody } from '../importers/ocpi/receiver/push-body.js';
import { OCPI_CLIENT_ERROR, OCPI_SUCCESS, PushRefusal } from '../importers/ocpi/receiver/push-refusal.js';
import type { LocationPlace, PushMethod } from '../importers/ocpi/receiver/pushed-location.js';
import {
  type PushOutcome,
  readLocationObject,
  receiveLocationObject,
} from '../importers/ocpi/receiver/receive-location.js';
import { readTariff, receiveTariff, removeTariff } from '../importers/ocpi/receiver/receive-tariff.js';
import { OCPI_VERSIONS, type OcpiVersion } from '../importers/ocpi/receiver/tariff-object.js';
import { type OcpiParty, partyOfToken } from './ocpi-parties.js';

export interface OcpiReceiverOptions {
  readonly database: Database;
  /** Read at every request: the file is followed. */
  readonly parties: () => readonly OcpiParty[];
  /** Where parties reach us, without a stroke at the end; null: as the request has it. */
  readonly publicUrl: string | null;
}

/** An identifier of OCPI in a path. */
const IDENTIFIER = /^[\x21-\x7e]([\x20-\x7e]{0,34}[\x21-\x7e])?$/;

/**
 * The Receiver interfaces of OCPI 2.2.1 and 2.3.0 for Locations and Tariffs. Tokens are agreed on by other ways: there is no
 * credentials module.
 */
export class OcpiReceiver implements OcpiEndpoints<OcpiParty> {
  constructor(private readonly options: OcpiReceiverOptions) {}

  partyOf(authorization: string | undefined): OcpiParty | null {
    return partyOfToken(this.options.parties(), authorization);
  }

  async answer(party: OcpiParty, request: OcpiRequest): Promise<OcpiAnswer> {
    try {
      return await this.#route(party, request);
    } catch (error) {
      if (!(error instanceof PushRefusal)) throw error;
      const { httpStatus, statusCode, message, findings } = error;
      return { httpStatus, statusCode, message, ...(findings.length === 0 ? {} : { data: { errors: findings } }) };
    }
  }

  async #route(party: OcpiParty, request: OcpiRequest): Promise<OcpiAnswer> {
    const [first, ...rest] = request.segments;
    const base = `${this.options.publicUrl ?? request.origin}/ocpi`;
    if (first === 'versions' && rest.length === 0) {
      if (request.method !== 'GET') return notAllowed(['GET']);
      return success(OCPI_VERSIONS.map((version) => ({ version, url: `${base}/${version}` })));
    }
    const version = OCPI_VERSIONS.find((one) => one === first);
    if (version === undefined) return nothingHere(`There is ${base}/versions, and nothing of this name`);
    if (rest.length === 0) {
      if (request.method !== 'GET') return notAllowed(['GET']);
      const endpoints = ['locations', 'tariffs'].map((identifier) => ({
        identifier,
        role: 'RECEIVER',
        url: `${base}/${version}/receiver/${identifier}`,
      }));
      return success({ version, endpoints });
    }
    const [role, module, countryCode = '', partyId = '', ...ids] = rest;
    const isKnown = role === 'receiver' && (module === 'locations' || module === 'tariffs');
    const most = module === 'tariffs' ? 1 : 3;
    if (!isKnown || ids.length === 0 || ids.length > most || !ids.every((id) => IDENTIFIER.test(id))) {
      return nothingHere(`Endpoints are listed at ${base}/${version}`);
    }
    const key = { countryCode: countryCode.toUpperCase(), partyId: partyId.toUpperCase() };
    if (!party.parties.has(`${key.countryCode}*${key.partyId}`)) {
      const message = `Objects of ${key.countryCode}*${key.partyId} are not yours`.slice(0, 100);
      return { httpStatus: 403, statusCode: OCPI_CLIENT_ERROR, message };
    }
    const [id = '', evseUid = null, connectorId = null] = ids;
    return orUnavailable(key.countryCode, () =>
      module === 'tariffs'
        ? this.#tariff({ ...key, tariffId: id }, version, request)
        : this.#location({ ...key, locationId: id, evseUid, connectorId }, request),
    );
  }

  async #location(place: LocationPlace, { method, body }: OcpiRequest): Promise<OcpiAnswer> {
    const { database } = this.options;
    if (method === 'GET') return success(await readLocationObject(database, place));
    if (method !== 'PUT' && method !== 'PATCH') return notAllowed(['GET', 'PUT', 'PATCH']);
    const push = { place, method: method as PushMethod, body: pushBody(body), now: new Date() };
    return stored(await receiveLocationObject(database, push));
  }

  async #tariff(
    key: { countryCode: string; partyId: string; tariffId: string },
    version: OcpiVersion,
    { method, body }: OcpiRequest,
  ): Promise<OcpiAnswer> {
    const { database } = this.options;
    if (method === 'GET') return success(await readTariff(database, key, version));
    if (method === 'PUT') return stored(await receiveTariff(database, key, pushBody(body), new Date()));
    if (method !== 'DELETE') return notAllowed(['GET', 'PUT', 'DELETE']);
    await removeTariff(database, key);
    return { httpStatus: 200, statusCode: OCPI_SUCCESS };
  }
}

function success(data: unknown): OcpiAnswer {
  return { httpStatus: 200, statusCode: OCPI_SUCCESS, data };
}

/** Doubts about what is stored are told, though the push has succeeded. */
function stored({ outcome, warnings }: PushOutcome): OcpiAnswer {
  const doubts = warnings.slice(0, 5).map(({ field, code, message }) => `${field} (${code}): ${message}`);
  return {
    httpStatus: outcome === 'created' ? 201 : 200,
    statusCode: OCPI_SUCCESS,
    ...(doubts.length === 0 ? {} : { message: `Stored, but doubtful: ${doubts.join('; ')}` }),
  };
}

function nothingHere(message: string): OcpiAnswer {
  return { httpStatus: 404, statusCode: OCPI_CLIENT_ERROR, message };
}

function notAllowed(methods: readonly string[]): OcpiAnswer {
  const allow = methods.join(', ');
  return { httpStatus: 405, statusCode: OCPI_CLIENT_ERROR, message: `Methods here: ${allow}`, headers: { allow } };
}
