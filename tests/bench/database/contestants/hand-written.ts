/** The limit: driver calls written by hand for the main query alone, behind `node:http`. Parameter: the database's URI. */
import { mongo } from 'mongoose';
import { localDateOf } from '../../../../src/kernel/scalars/local-date.js';
import { parameter } from '../../method/parameter.js';
import { serveRaw } from '../../method/raw-http.js';
import { handWrittenAnswer } from '../hand-written-answer.js';
import { COUNTRY_CODES } from '../operation.js';

const client = await new mongo.MongoClient(parameter(0, 'URI of the database')).connect();
const database = client.db();

serveRaw(({ variables }) => {
  const codes: unknown = variables?.codes;
  return handWrittenAnswer(database, Array.isArray(codes) ? codes.map(String) : COUNTRY_CODES, localDateOf(new Date()));
});
