import type { ContestantMessage } from './child-messages.js';
import { Child } from './child-process.js';
import { distinctToken } from './distinct-token.js';

/** One way of answering the same operations, served by a process of its own. */
export interface Contestant {
  /** Unique in its scenario; other code finds results by it. */
  readonly id: string;
  /** What the tables call it. */
  readonly name: string;
  readonly module: URL;
  readonly parameters?: readonly string[];
}

/** A contestant whose server answers. */
export class RunningContestant {
  private constructor(
    readonly contestant: Contestant,
    readonly url: string,
    private readonly child: Child,
  ) {}

  static async start(contestant: Contestant, parameters: readonly string[] = []): Promise<RunningContestant> {
    const child = new Child(contestant.name, contestant.module, [...(contestant.parameters ?? []), ...parameters]);
    try {
      const message = (await child.nextMessage()) as ContestantMessage;
      if (message.kind !== 'ready') {
        throw new Error(`${contestant.name} answered before it was ready`);
      }
      return new RunningContestant(contestant, message.url, child);
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  /** CPU time of the server's process since its start, in microseconds. */
  async cpuMicroseconds(): Promise<number> {
    this.child.send({ kind: 'cpu' });
    const message = (await this.child.nextMessage()) as ContestantMessage;
    if (message.kind !== 'cpu') {
      throw new Error(`${this.contestant.name} did not tell its CPU time`);
    }
    return message.microseconds;
  }

  /** The answer to one operation. Throws unless it has status 200, data and no errors. */
  async answer(operation: Operation): Promise<unknown> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(operation.distinctCallers ? { authorization: distinctToken() } : {}),
      },
      body: bodyOf(operation),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    if (response.status !== 200 || errors !== undefined || data === undefined || data === null) {
      throw new Error(
        `${this.contestant.name} failed on "${operation.name}": ${response.status} ${text.slice(0, 1_000)}`,
      );
    }
    return data;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}

/** A GraphQL request that all contestants of a scenario answer alike. */
export interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Whether each request comes with a bearer token of its own; all come without one unless told. */
  readonly distinctCallers?: boolean;
}

/** The request body of an operation, as every GraphQL client sends it. */
export function bodyOf({ query, variables }: Operation): string {
  return JSON.stringify({ query, ...(variables === undefined ? {} : { variables }) });
}
