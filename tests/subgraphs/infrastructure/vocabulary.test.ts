import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import {
  CONNECTOR_FORMATS,
  CONNECTOR_TYPES,
  POWER_TYPES,
} from '../../../src/subgraphs/infrastructure/ocpi/connector-vocabularies.js';
import { EVSE_CAPABILITIES, EVSE_STATUSES } from '../../../src/subgraphs/infrastructure/ocpi/evse-vocabularies.js';
import { FACILITIES, PARKING_TYPES } from '../../../src/subgraphs/infrastructure/ocpi/location-vocabularies.js';
import { shownAs, shownAsAny, sourceWord } from '../../../src/subgraphs/infrastructure/ocpi/vocabulary.js';
import { ConnectorType } from '../../../src/subgraphs/vehicles/variant/connector-type.js';

describe('vocabularies', () => {
  it('have as many words as OCPI 2.3.0', () => {
    expect(CONNECTOR_TYPES.known.size).toBe(42);
    expect(CONNECTOR_FORMATS.known.size).toBe(2);
    expect(POWER_TYPES.known.size).toBe(5);
    expect(EVSE_STATUSES.known.size).toBe(9);
    expect(EVSE_CAPABILITIES.known.size).toBe(13);
    expect(FACILITIES.known.size).toBe(20);
    expect(PARKING_TYPES.known.size).toBe(6);
  });

  it('of connectors are the same for sites and for cars, or the graph would not compose', () => {
    expect(Object.keys(ConnectorType).sort()).toEqual(Object.keys(CONNECTOR_TYPES.members).sort());
  });

  it('show known words as they are and others as the fallback, with the word of the source', () => {
    expect([shownAs(CONNECTOR_TYPES, 'MCS'), sourceWord(CONNECTOR_TYPES, 'MCS')]).toEqual(['MCS', null]);
    expect([shownAs(CONNECTOR_TYPES, 'CEE'), sourceWord(CONNECTOR_TYPES, 'CEE')]).toEqual(['OTHER', 'CEE']);
    expect([shownAs(CONNECTOR_TYPES, 'OTHER'), sourceWord(CONNECTOR_TYPES, 'OTHER')]).toEqual(['OTHER', 'OTHER']);
    expect([shownAs(EVSE_STATUSES, 'broken'), shownAs(EVSE_STATUSES, 'UNKNOWN')]).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect([shownAs(POWER_TYPES, null), sourceWord(POWER_TYPES, null)]).toEqual([null, null]);
    expect(shownAs(FACILITIES, '__proto__')).toBe('OTHER');
  });

  it('are filtered by what is shown', () => {
    expect(shownAsAny(CONNECTOR_FORMATS, ['CABLE'])).toEqual({ $in: ['CABLE'] });
    expect(shownAsAny(CONNECTOR_FORMATS, ['OTHER'])).toEqual({ $nin: [null, 'SOCKET', 'CABLE'] });
    expect(shownAsAny(CONNECTOR_FORMATS, ['OTHER', 'CABLE'])).toEqual({ $nin: [null, 'SOCKET'] });
  });
});
