import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { explainSelection, type Selection } from '../query/select.js';
import { namespaceOf } from '../store/namespace.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { documentField } from './fields.js';
import { SERVER_VERSION } from './handshake.js';
import { queryOptions, viewOf } from './query-options.js';
import { selectionOf } from './selection.js';

/** Where each command that can be explained keeps what it selects by. */
const EXPLAINED: Readonly<Record<string, (command: Document) => Selection>> = {
  find: (command) => selectionOf(command, 'filter'),
  count: (command) => selectionOf(command, 'query'),
  distinct: (command) => selectionOf(command, 'query'),
  findAndModify: (command) => selectionOf(command, 'query'),
  update: (command) => selectionOfStatement(command, 'updates'),
  delete: (command) => selectionOfStatement(command, 'deletes'),
  aggregate: (command) => selectionOfPipeline(command),
};

function selectionOfStatement(command: Document, name: string): Selection {
  const statements = command[name];
  const [statement] = Array.isArray(statements) ? statements : [];
  if (typeof statement !== 'object' || statement === null) failure(9, `explain needs one statement in '${name}'`);
  return { filter: documentField(statement, 'q') ?? {}, ...(statement.hint !== undefined && { hint: statement.hint }) };
}

/** Only the leading stages of a pipeline select by an index; what follows works on their result. */
function selectionOfPipeline(command: Document): Selection {
  const stages: Document[] = Array.isArray(command.pipeline) ? [...command.pipeline] : [];
  const selection: Document = {};
  for (const [stage, part] of [
    ['$match', 'filter'],
    ['$sort', 'sort'],
    ['$skip', 'skip'],
    ['$limit', 'limit'],
  ] as const) {
    const [first] = stages;
    if (!first || !Object.hasOwn(first, stage)) continue;
    selection[part] = first[stage];
    stages.shift();
  }
  return { ...selection, ...(command.hint !== undefined && { hint: command.hint }) };
}

function explain(call: CommandCall): Document {
  const explained = documentField(call.command, 'explain') ?? failure(9, 'explain needs a command');
  const [name = ''] = Object.keys(explained);
  const select = Object.hasOwn(EXPLAINED, name) ? EXPLAINED[name] : undefined;
  if (!select) failure(59, `Explain failed due to unknown command: ${name}`);
  const namespace = namespaceOf(call.database, explained[name]);
  const verbosity = call.command.verbosity ?? 'allPlansExecution';
  const collection = existingCollection(call, namespace);
  const plan = collection
    ? explainSelection(viewOf(call, collection), select(explained), queryOptions(call, collection))
    : { winningPlan: { stage: 'EOF' }, docsExamined: 0, keysExamined: 0 };
  const { winningPlan, ...statistics } = plan;
  return {
    explainVersion: '1',
    queryPlanner: { namespace, winningPlan, rejectedPlans: [] },
    ...(verbosity !== 'queryPlanner' && {
      executionStats: {
        executionSuccess: true,
        totalKeysExamined: statistics.keysExamined,
        totalDocsExamined: statistics.docsExamined,
        ...statistics,
      },
    }),
    command: explained,
    serverInfo: { version: SERVER_VERSION },
    ok: 1,
  };
}

export const EXPLAIN_COMMANDS: CommandTable = {
  explain: { run: explain, options: ['verbosity'] },
};
