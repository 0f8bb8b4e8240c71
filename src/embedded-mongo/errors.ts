import type { Document } from './bson/document.js';

/**
 * MongoDB's error codes and their names, as in the server's `error_codes.yml`. A code that is not here is shown as
 * `Location<code>`, which is what a real server does with an assertion number.
 */
const CODE_NAMES: Readonly<Record<number, string>> = {
  1: 'InternalError',
  2: 'BadValue',
  8: 'UnknownError',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  16: 'InvalidLength',
  17: 'ProtocolError',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  47: 'NoMatchParseContext',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  51: 'ManualInterventionRequired',
  52: 'DollarPrefixedFieldName',
  53: 'InvalidIdField',
  55: 'InvalidDBRef',
  56: 'EmptyFieldName',
  57: 'DottedFieldName',
  59: 'CommandNotFound',
  61: 'ShardKeyNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  68: 'IndexAlreadyExists',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  79: 'UnknownReplWriteConcern',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  91: 'ShutdownInProgress',
  96: 'OperationFailed',
  100: 'UnsatisfiableWriteConcern',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  117: 'ConflictingOperationInProgress',
  121: 'DocumentValidationFailure',
  125: 'CommandFailed',
  146: 'ExceededMemoryLimit',
  165: 'ViewDepthLimitExceeded',
  167: 'OptionNotSupportedOnView',
  168: 'InvalidPipelineOperator',
  197: 'InvalidIndexSpecificationOption',
  217: 'IncompleteTransactionHistory',
  225: 'TransactionTooOld',
  227: 'TransactionExpired',
  246: 'SnapshotUnavailable',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  260: 'InvalidResumeToken',
  263: 'OperationNotSupportedInTransaction',
  280: 'ChangeStreamFatalError',
  286: 'ChangeStreamHistoryLost',
  291: 'NoQueryExecutionPlans',
  322: 'APIVersionError',
  10334: 'BSONObjectTooLarge',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
};

/** MongoDB's name of an error code, `Location<code>` when it has none. */
export function codeNameOf(code: number): string {
  return CODE_NAMES[code] ?? `Location${code}`;
}

/** An error that a client sees: `code`, `codeName` and `errmsg`, as a MongoDB server answers them. */
export class MongoError extends Error {
  override readonly name = 'MongoError';
  readonly codeName: string;

  /**
   * @param code MongoDB's number of the error
   * @param message becomes `errmsg`
   * @param extra further fields of the answer, such as `keyPattern` and `keyValue` of a duplicate key
   * @param labels MongoDB's error labels, such as `TransientTransactionError`
   */
  constructor(
    readonly code: number,
    message: string,
    readonly extra: Document = {},
    readonly labels: string[] = [],
  ) {
    super(message);
    this.codeName = codeNameOf(code);
  }
}

/** Throws a {@link MongoError}. */
export function failure(code: number, message: string, extra?: Document): never {
  throw new MongoError(code, message, extra);
}

/**
 * Refuses a part of MongoDB that the embedded server doesn't have (code 115, CommandNotSupported).
 * @param what the operator, stage, option or command, as the caller wrote it
 */
export function notSupported(what: string): never {
  throw new MongoError(115, `${what} is not supported by the embedded MongoDB server`);
}
