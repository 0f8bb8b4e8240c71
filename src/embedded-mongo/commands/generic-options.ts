import { type Document, isDocument } from '../bson/document.js';
import { failure, notSupported } from '../errors.js';
import type { CommandDefinition } from './command.js';
import { booleanField, countField } from './fields.js';

/** Options that every command may carry; those that matter are checked here or obeyed by the dispatcher. */
const GENERIC_OPTIONS: ReadonlySet<string> = new Set([
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  // One member: every read preference means it, and every read sees all acknowledged writes.
  '$readPreference',
  '$clusterTime',
  'readConcern',
  'writeConcern',
  // Limits waiting, for changes and for documents that a transaction holds; computing isn't interrupted.
  'maxTimeMS',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$client',
]);
const READ_CONCERN_LEVELS = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

/**
 * Refuses every option that is unknown (40415) or not supported (115), by name, so that nothing is passed over in silence.
 */
export function checkOptions(name: string, command: Document, definition: CommandDefinition): void {
  for (const option of Object.keys(command)) {
    if (option === name || GENERIC_OPTIONS.has(option) || definition.options.includes(option)) continue;
    if (definition.ignored && Object.hasOwn(definition.ignored, option)) continue;
    if (definition.unsupported?.includes(option)) {
      // Drivers write out some defaults; `false` asks for nothing.
      if (command[option] === false) continue;
      notSupported(`option '${option}' of command '${name}'`);
    }
    failure(40415, `BSON field '${name}.${option}' is an unknown field.`);
  }
  countField(command, 'maxTimeMS');
  checkApiVersion(command);
  checkReadConcern(command);
}

function checkApiVersion(command: Document): void {
  const { apiVersion } = command;
  if (apiVersion !== undefined && apiVersion !== '1')
    failure(322, `API version must be "1", it is ${String(apiVersion)}`);
  if (
    apiVersion === undefined &&
    (booleanField(command, 'apiStrict') || booleanField(command, 'apiDeprecationErrors'))
  ) {
    failure(9, 'Provided apiStrict or apiDeprecationErrors without passing apiVersion');
  }
}

function checkReadConcern(command: Document): void {
  const { readConcern } = command;
  if (readConcern === undefined) return;
  if (!isDocument(readConcern)) failure(14, "BSON field 'readConcern' is the wrong type, expected type 'object'");
  const { level, afterClusterTime: _, provenance: __, ...unknown } = readConcern;
  for (const option of Object.keys(unknown)) notSupported(`readConcern option '${option}'`);
  if (level !== undefined && !READ_CONCERN_LEVELS.includes(String(level))) {
    failure(9, `Enumeration value '${String(level)}' for field 'readConcern.level' is not a valid value.`);
  }
  if (level === 'snapshot' && command.autocommit !== false)
    notSupported('readConcern level snapshot outside of a transaction');
}

/**
 * What a write's answer says of a write concern that one member can't fulfil; undefined when it is fulfilled. Every
 * write is on the disk before it is answered, whatever `j` says.
 */
export function writeConcernError(command: Document): Document | undefined {
  const { writeConcern } = command;
  if (writeConcern === undefined) return undefined;
  if (!isDocument(writeConcern)) failure(14, "BSON field 'writeConcern' is the wrong type, expected type 'object'");
  const { w } = writeConcern;
  if (w === undefined || w === 0 || w === 1 || w === 'majority') return undefined;
  if (typeof w === 'string') {
    return {
      code: 79,
      codeName: 'UnknownReplWriteConcern',
      errmsg: `No write concern mode named '${w}' found in replica set configuration`,
    };
  }
  if (typeof w !== 'number' || w < 0 || w > 50)
    failure(9, 'w has to be a non-negative number and not greater than 50; or a string');
  return { code: 100, codeName: 'UnsatisfiableWriteConcern', errmsg: 'Not enough data-bearing nodes' };
}
