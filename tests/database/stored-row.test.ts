import 'reflect-metadata';
import fc from 'fast-check';
import mongoose from 'mongoose';
import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/app/subgraph-list.js';
import { storedRow } from '../../src/database/stored-row.js';
import { chargingLocationModel } from '../../src/subgraphs/infrastructure/location/charging-location.model.js';

/** What mongoose itself stores of a row. */
function byMongoose(schema: mongoose.Schema, row: object): object {
  const Model = new mongoose.Mongoose().model('Row', schema);
  return new Model(row).toObject({ minimize: false, flattenMaps: false });
}

/** Of the types that keys may have beside text. */
const KEYS: Readonly<Record<string, unknown>> = { ObjectId: new mongoose.Types.ObjectId(), Number: 7 };

const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const instant = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
/** What strings and instants may come as: mongoose casts. */
const instantOrText = fc.oneof(
  instant,
  instant.map((date) => date.toISOString()),
);
const point = fc.record({
  type: fc.constant('Point'),
  coordinates: fc.tuple(fc.integer({ min: -180, max: 180 }), fc.double({ min: -90, max: 90, noNaN: true })),
});
const text = fc.string({ maxLength: 8 });
const evse = fc.record(
  {
    uid: text,
    quantity: orNull(fc.integer({ min: 1, max: 9 })),
    status: text,
    capabilities: fc.array(text, { maxLength: 2 }),
    coordinates: orNull(point),
    directions: fc.array(fc.record({ language: text, text }), { maxLength: 2 }),
    statusSchedule: fc.array(fc.record({ periodBegin: instantOrText, status: text }), { maxLength: 1 }),
    connectors: fc.array(
      fc.record(
        { id: text, standard: text, maxElectricPower: orNull(fc.nat()), powerDerived: fc.boolean() },
        { requiredKeys: ['id', 'standard'] },
      ),
      { maxLength: 3 },
    ),
    lastUpdated: instantOrText,
  },
  { requiredKeys: ['uid', 'status', 'lastUpdated'] },
);
const location = fc.record(
  {
    _id: text,
    publish: fc.boolean(),
    name: orNull(text),
    // A number where a text belongs is a text.
    postalCode: fc.oneof(text, fc.nat(), fc.constant(null)),
    location: orNull(point),
    facilities: fc.array(text, { maxLength: 2 }),
    openingTimes: orNull(
      fc.record({ regularHours: fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }) }), { maxLength: 2 }) }),
    ),
    publishAllowedTo: fc.array(fc.dictionary(fc.constantFrom('uid', 'type'), fc.nat()), { maxLength: 2 }),
    evses: fc.array(evse, { maxLength: 3 }),
    lastUpdated: instantOrText,
    provenance: fc.record({
      source: fc.record({ system: text, licence: text }),
      confidence: fc.constantFrom('HIGH', 'LOW'),
    }),
  },
  { requiredKeys: ['_id'] },
);

describe('a row as it is stored without documents of mongoose', () => {
  it('is for every collection what mongoose makes of a row that has its key only', () => {
    for (const { name, schema } of MODELS) {
      const row = { _id: KEYS[schema.path('_id')?.instance ?? ''] ?? 'key' };
      expect(storedRow(schema)(row), name).toEqual(byMongoose(schema, row));
    }
  });

  it('is for charging locations what mongoose makes of any row', () => {
    const { schema } = chargingLocationModel;
    fc.assert(
      fc.property(location, (row) => {
        expect(storedRow(schema)(row)).toEqual(byMongoose(schema, row));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a member that the schema does not have, wherever it is', () => {
    const stored = storedRow(chargingLocationModel.schema);
    expect(() => stored({ _id: 'a', colour: 'red' })).toThrow(/colour/);
    expect(() => stored({ _id: 'a', evses: [{ uid: '1', colour: 'red' }] })).toThrow(/colour/);
    expect(() => stored({ _id: 'a', provenance: { source: { colour: 'red' } } })).toThrow(/colour/);
  });

  it('refuses a value that cannot be cast', () => {
    const stored = storedRow(chargingLocationModel.schema);
    expect(() => stored({ _id: 'a', lastUpdated: 'yesterday' })).toThrow(/Cast to date failed/);
    expect(() => stored({ _id: 'a', location: 'here' })).toThrow(/Cast to Object failed/);
  });
});
