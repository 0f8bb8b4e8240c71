/**
 * The importer: reads a file of Open Charge Map twice, decodes, checks, matches and writes it. Parameters: data folder,
 * file, and a file into which the documents that came of it are written as BSON, one behind the other ('' for none).
 */
import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { mongo } from 'mongoose';
import { IMPORT_TARGETS } from '../../../../src/importers/import-targets.js';
import { OPEN_CHARGE_MAP_FORMAT } from '../../../../src/importers/open-charge-map/open-charge-map-format.js';
import { importFile } from '../../../../src/importers/pipeline/run-import.js';
import { chargingLocationModel } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { parameter } from '../../method/parameter.js';
import { timeImport } from '../fresh-database.js';

const file = parameter(1, 'file');
const documents = process.argv[4] ?? '';
await timeImport(
  parameter(0, 'data folder'),
  async ({ database }) => {
    await importFile(file, { database, targets: IMPORT_TARGETS, format: OPEN_CHARGE_MAP_FORMAT });
  },
  async ({ database }) => {
    if (documents === '') return;
    const found = database.model(chargingLocationModel).collection.find();
    await pipeline(
      found,
      async function* (rows: AsyncIterable<object>) {
        for await (const row of rows) yield mongo.BSON.serialize(row);
      },
      createWriteStream(documents),
    );
  },
);
