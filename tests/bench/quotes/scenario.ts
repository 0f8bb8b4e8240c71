import type { BenchOptions } from '../method/bench-options.js';
import { Child } from '../method/child-process.js';
import { spreadOf } from '../method/statistics.js';
import type { Section } from '../report/section.js';
import type { PreviewsMessage, QuotesMessage, StoredMessage } from './quotes-message.js';

/** A preview may look at each product and rate table once, and no more often for many than for few. */
const COMMANDS_OF_A_PREVIEW = ['find financing_products', 'find rate_tables'];

/** Offers of many partners for one car, and quotes that are stored. */
export async function quotesScenario({ previews, tell }: BenchOptions): Promise<Section> {
  tell('Quotes');
  const { ofMarkets, stored } = await measure(previews);
  const [few, many] = ofMarkets;
  if (few === undefined || many === undefined || stored === undefined)
    throw new Error('A part of the figures is missing');
  const ratio = spreadOf(many.milliseconds).median / spreadOf(few.milliseconds).median;
  return {
    title: 'Quotes',
    explanation: [
      'The finance subgraph on an embedded server in memory, one question after the other: *quotePreview* of a car over 48 months, all offers asked for, in a country with 10 products and in one with 1,000 (50 partners with 20 each; four kinds, four day counts, twelve rate rows and a rule each). Time in the database runs from the first command to the last reply, reading of the documents included, with the server at work beside it. Arithmetic is that of the same offers alone: schedule, totals and annual percentage rate. The rest is graph, choice of rates and the answer itself.',
      `Commands of a preview: ${many.commands.join(', ')}. *createQuote* stores a quote with its schedule of 48 lines, hash, idempotency key and audit record in one transaction.`,
    ],
    tables: [
      {
        title: 'Quotes a second',
        columns: [
          '',
          'quotes a second',
          'milliseconds a request (median)',
          'share in the database',
          'share in arithmetic',
        ],
        rows: [...ofMarkets.map(previewRow), storedRow(stored)],
      },
    ],
    bars: [
      {
        promise: 'Quotes, a preview of 1,000 products, to one of 10',
        ratio: { median: ratio, minimum: ratio, maximum: ratio },
        atMost: 60,
      },
    ],
  };
}

async function measure(
  previews: number,
): Promise<{ ofMarkets: readonly PreviewsMessage[]; stored: StoredMessage | undefined }> {
  const child = new Child('quotes', new URL('./quotes-process.ts', import.meta.url), [String(previews)]);
  const ofMarkets: PreviewsMessage[] = [];
  let stored: StoredMessage | undefined;
  try {
    for (;;) {
      const message = (await child.nextMessage()) as QuotesMessage;
      if (message.kind === 'done') return { ofMarkets, stored };
      if (message.kind === 'stored') stored = message;
      if (message.kind === 'previews') {
        if (message.commands.join() !== COMMANDS_OF_A_PREVIEW.join()) {
          throw new Error(`A preview of ${message.products} products costs ${message.commands.join(', ')}`);
        }
        ofMarkets.push(message);
      }
    }
  } finally {
    await child.stop();
  }
}

function previewRow({ products, ...measured }: PreviewsMessage): string[] {
  const total = spreadOf(measured.milliseconds).median;
  return [
    `**quotePreview**, ${format(products)} products`,
    format((products * 1_000) / total),
    total.toFixed(1),
    percent(spreadOf(measured.databaseMilliseconds).median / total),
    percent(spreadOf(measured.arithmeticMilliseconds).median / total),
  ];
}

function storedRow({ milliseconds }: StoredMessage): string[] {
  const { median } = spreadOf(milliseconds);
  return ['**createQuote**', format(1_000 / median), median.toFixed(1), '', ''];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function format(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
