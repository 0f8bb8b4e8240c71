import type { Finding } from '../../pipeline/finding.js';

/** Status codes of OCPI that a receiver answers with (OCPI 2.3.0, "Status codes"). */
export const OCPI_SUCCESS = 1000;
export const OCPI_CLIENT_ERROR = 2000;
export const OCPI_INVALID_PARAMETERS = 2001;
const OCPI_UNKNOWN_LOCATION = 2003;

/** Findings that a message spells out. */
const TOLD = 5;

/** Why a push is not stored, for its sender. */
export class PushRefusal extends Error {
  override readonly name = 'PushRefusal';

  /**
   * @param httpStatus 200 for what reached the OCPI layer and addresses what exists; 404 for an object that is not there
   * @param statusCode of OCPI, 2000 to 2999
   * @param findings fields at fault, by their path in the body
   */
  constructor(
    readonly httpStatus: number,
    readonly statusCode: number,
    message: string,
    readonly findings: readonly Finding[] = [],
  ) {
    super(message);
  }
}

/** Fields that are missing or wrong. */
export function invalidFields(findings: readonly Finding[]): PushRefusal {
  const told = findings.slice(0, TOLD).map(({ message, code, field }) => {
    return field !== null && !message.startsWith(field) ? `${field} (${code}): ${message}` : `${message} (${code})`;
  });
  const more = findings.length > TOLD ? `; and ${findings.length - TOLD} more` : '';
  return new PushRefusal(200, OCPI_INVALID_PARAMETERS, `${told.join('; ')}${more}`, findings);
}

/** One field that is missing or wrong. */
export function invalidField(field: string | null, message: string, code = 'INVALID_FIELD'): PushRefusal {
  return invalidFields([{ field, code, message }]);
}

/** An object that a push changes or asks for, and that is not there. */
export function unknownObject(name: string, statusCode = OCPI_UNKNOWN_LOCATION): PushRefusal {
  return new PushRefusal(404, statusCode, `There is no ${name}`);
}

/** A push of a state of the object that is older than the stored one: it is not applied. */
export function outdated(name: string, given: string, stored: string): PushRefusal {
  const message = `Not applied: ${name} is stored as of ${stored}, which is later than last_updated ${given}`;
  return new PushRefusal(200, OCPI_CLIENT_ERROR, message, [{ field: 'last_updated', code: 'OUTDATED', message }]);
}
