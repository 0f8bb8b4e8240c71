/** The limit: documents in memory, written by one `insertMany` of the driver. Parameters: data folder, file of BSON. */
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { mongo } from 'mongoose';
import { chargingLocationModel } from '../../../../src/subgraphs/infrastructure/location/charging-location.model.js';
import { parameter } from '../../method/parameter.js';
import { timeImport } from '../fresh-database.js';

const bytes = await readFile(parameter(1, 'file of BSON'));
const documents: { _id: string }[] = [];
for (let start = 0; start < bytes.length; start += bytes.readInt32LE(start)) {
  documents.push(mongo.BSON.deserialize(bytes.subarray(start, start + bytes.readInt32LE(start))) as { _id: string });
}
await timeImport(parameter(0, 'data folder'), async ({ database }) => {
  const { name } = database.model(chargingLocationModel).collection;
  const connection = database.connection('default');
  const collection = connection.getClient().db(connection.name).collection<{ _id: string }>(name);
  await collection.insertMany(documents, { ordered: false });
});
