import { ADMINISTRATION_COMMANDS } from './administration.js';
import { AGGREGATE_COMMANDS } from './aggregate.js';
import { CATALOGUE_COMMANDS } from './catalogue.js';
import { CATALOGUE_LIST_COMMANDS } from './catalogue-lists.js';
import type { CommandDefinition } from './command.js';
import { EXPLAIN_COMMANDS } from './explain.js';
import { FIND_AND_MODIFY_COMMANDS } from './find-and-modify.js';
import { HANDSHAKE_COMMANDS } from './handshake.js';
import { INDEX_COMMANDS } from './indexes.js';
import { READ_COMMANDS } from './reads.js';
import { SESSION_COMMANDS } from './session-commands.js';
import { WRITE_COMMANDS } from './writes.js';

/** Every command by name. A map, so that no inherited property is a command. */
export const COMMANDS: ReadonlyMap<string, CommandDefinition> = new Map(
  [
    HANDSHAKE_COMMANDS,
    READ_COMMANDS,
    EXPLAIN_COMMANDS,
    WRITE_COMMANDS,
    FIND_AND_MODIFY_COMMANDS,
    AGGREGATE_COMMANDS,
    CATALOGUE_COMMANDS,
    CATALOGUE_LIST_COMMANDS,
    INDEX_COMMANDS,
    SESSION_COMMANDS,
    ADMINISTRATION_COMMANDS,
  ].flatMap((group) => Object.entries(group)),
);
