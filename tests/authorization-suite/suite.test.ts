import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { composeSupergraph } from '../../src/gateway/compose.js';
import { createGateway, type Gateway } from '../../src/gateway/gateway.js';
import { localTransport } from '../../src/gateway/local-transport.js';
import type { SubgraphTransport } from '../../src/gateway/subgraph-transport.js';
import { type Answer, type Case, type CaseFile, readCaseFiles } from './case-file.js';
import { dataSubgraph } from './data-subgraph.js';
import { RequestedFields } from './requested-fields.js';

/** What one request brings along: who asks, and where the requests that it causes are noted. */
interface Context {
  readonly claims: Case['claims'];
  readonly requested: RequestedFields;
}

for (const file of readCaseFiles()) {
  describe(file.title, () => {
    const gateways = gatewaysOf(file);
    it.each(file.cases)('$name', async (example) => {
      const context: Context = { claims: example.claims, requested: new RequestedFields() };
      const answer = await run(gateways[example.mode], example, context);
      expect(answer).toEqual(normalized(example.expected));
      expect(context.requested.toJSON()).toEqual(example.requests);
    });
  });
}

/** Two gateways for all cases of a file, so that no case can rely on a fresh plan cache. */
function gatewaysOf(file: CaseFile): Record<Case['mode'], Gateway> {
  const supergraphSdl =
    file.supergraph?.join('\n') ??
    composeSupergraph(
      Object.entries(file.subgraphs).map(([name, { sdl }]) => ({
        name,
        sdl: sdl.join('\n'),
        url: `http://${name}.example`,
      })),
    );
  const transports = Object.fromEntries(
    Object.entries(file.subgraphs).map(([name, subgraph]) => [name, noted(name, dataSubgraph(subgraph))]),
  );
  const gateway = (mode: Case['mode']): Gateway =>
    createGateway({
      supergraphSdl,
      transports,
      authorization: {
        mode,
        claimsOf: (context) => {
          const { authenticated, scopes } = (context as Context).claims;
          return { authenticated, scopes: new Set(scopes) };
        },
        policies: async (_names, context) => new Set((context as Context).claims.policies),
      },
    });
  return { filter: gateway('filter'), reject: gateway('reject') };
}

async function run(gateway: Gateway, example: Case, context: Context): Promise<Case['expected']> {
  const { operation: source, variables = {}, operationName } = example;
  const request = { source, variables, context, ...(operationName === undefined ? {} : { operationName }) };
  if (!source.trimStart().startsWith('subscription')) return shown(await gateway.execute(request));
  const stream = await gateway.subscribe(request);
  if (!(Symbol.asyncIterator in stream)) return shown(stream);
  const events: Answer[] = [];
  for await (const event of stream) events.push(shown(event));
  return { events };
}

function shown({ data, errors }: ExecutionResult): Answer {
  return normalized({
    // Through JSON, as clients see it.
    ...(data === undefined ? {} : { data: JSON.parse(JSON.stringify(data)) as unknown }),
    ...(errors === undefined
      ? {}
      : { errors: errors.map(({ path, extensions }) => ({ path: path ?? [], code: String(extensions.code) })) }),
  }) as Answer;
}

/** The order of errors is free. */
function normalized(answer: Case['expected']): Case['expected'] {
  if ('events' in answer) return { events: answer.events.map((event) => normalized(event) as Answer) };
  const { errors, ...rest } = answer;
  if (errors === undefined) return rest;
  return { ...rest, errors: [...errors].sort((a, b) => a.path.join().localeCompare(b.path.join())) };
}

function noted(name: string, schema: GraphQLSchema): SubgraphTransport {
  const transport = localTransport(schema);
  const note = (context: unknown, operation: string) => (context as Context).requested.add(name, schema, operation);
  return {
    ...transport,
    prepare(operation) {
      const prepared = transport.prepare(operation);
      return (variables, context, signal) => {
        note(context, operation);
        return prepared(variables, context, signal);
      };
    },
    prepareSubscription(operation) {
      const prepared = transport.prepareSubscription?.(operation);
      if (!prepared) throw new Error('The local transport cannot stream');
      return (variables, context, signal) => {
        note(context, operation);
        return prepared(variables, context, signal);
      };
    },
  };
}
