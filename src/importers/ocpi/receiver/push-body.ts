import { isJsonObject, type JsonObject } from '../../json/json-records.js';
import { withWrittenTexts } from '../written-texts.js';
import { invalidField, OCPI_INVALID_PARAMETERS, PushRefusal } from './push-refusal.js';

/** No object of OCPI is nested half as deep. */
const DEEPEST = 20;

/**
 * The object in the body of a push.
 * @throws PushRefusal with HTTP status 400 where the body is not JSON
 */
export function pushBody(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = text.trim() === '' ? 'it is empty' : (error as Error).message.slice(0, 120);
    throw new PushRefusal(400, OCPI_INVALID_PARAMETERS, `The body is not JSON: ${reason}`);
  }
  if (!isJsonObject(value)) throw invalidField(null, 'The body is no JSON object', 'NOT_AN_OBJECT');
  if (isDeeper(value, DEEPEST))
    throw invalidField(null, `The body is nested deeper than ${DEEPEST} levels`, 'TOO_DEEP');
  return withWrittenTexts(value);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((below) => isDeeper(below, levels - 1));
}
