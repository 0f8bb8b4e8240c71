import type { ContestantMessage } from '../../method/child-messages.js';
import { Child } from '../../method/child-process.js';
import type { CallsAnswer, CallsQuestion } from './subgraph-messages.js';

/** The catalogue's subgraphs, served by one process. */
export class RunningSubgraphs {
  private constructor(
    /** Each subgraph is at its name below it. */
    readonly origin: string,
    private readonly child: Child,
  ) {}

  static async start(): Promise<RunningSubgraphs> {
    const child = new Child('subgraphs', new URL('./subgraph-server.ts', import.meta.url));
    try {
      const message = (await child.nextMessage()) as ContestantMessage;
      if (message.kind !== 'ready') {
        throw new Error('The subgraphs answered before they were ready');
      }
      return new RunningSubgraphs(message.url, child);
    } catch (error) {
      await child.stop();
      throw error;
    }
  }

  /** Requests to all subgraphs so far. */
  async calls(): Promise<number> {
    const question: CallsQuestion = { kind: 'calls' };
    this.child.send(question);
    return ((await this.child.nextMessage()) as CallsAnswer).calls;
  }

  stop(): Promise<void> {
    return this.child.stop();
  }
}
