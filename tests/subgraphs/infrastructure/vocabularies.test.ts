import 'reflect-metadata';
import { expect, it } from 'vitest';
import { CONNECTOR_FORMATS, POWER_TYPES } from '../../../src/subgraphs/infrastructure/ocpi/connector-vocabularies.js';
import { EVSE_CAPABILITIES, EVSE_STATUSES } from '../../../src/subgraphs/infrastructure/ocpi/evse-vocabularies.js';
import { FACILITIES, PARKING_TYPES } from '../../../src/subgraphs/infrastructure/ocpi/location-vocabularies.js';

it('vocabularies have as many words as OCPI 2.3.0', () => {
  expect(CONNECTOR_FORMATS.known.size).toBe(2);
  expect(POWER_TYPES.known.size).toBe(5);
  expect(EVSE_STATUSES.known.size).toBe(9);
  expect(EVSE_CAPABILITIES.known.size).toBe(13);
  expect(FACILITIES.known.size).toBe(20);
  expect(PARKING_TYPES.known.size).toBe(6);
});
