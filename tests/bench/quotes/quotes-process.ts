/**
 * An embedded server in memory with generated financing products, in this process as in `tripod serve`, and the finance
 * subgraph over it, which is asked for previews and quotes. Parameter: number of previews of the larger country.
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { execute, parse } from 'graphql';
import type { CommandFailedEvent, CommandStartedEvent, CommandSucceededEvent } from 'mongodb';
import { requestContext } from '../../../src/app/request-contexts.js';
import { Database } from '../../../src/database/database.js';
import { WRITE_MODELS } from '../../../src/database/write-models.js';
import { startEmbeddedMongo } from '../../../src/embedded-mongo/start.js';
import { PUBLIC_CALLER } from '../../../src/kernel/caller.js';
import { buildSubgraph } from '../../../src/kernel/subgraph/build-subgraph.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../../../src/subgraphs/finance/finance.subgraph.js';
import { financePartnerModel } from '../../../src/subgraphs/finance/partner/finance-partner.model.js';
import { financingProductModel } from '../../../src/subgraphs/finance/product/financing-product.model.js';
import { type FinancingWish, offerTerms } from '../../../src/subgraphs/finance/quote/offer-terms.js';
import { quotableProducts } from '../../../src/subgraphs/finance/quote/quotable-products.js';
import { rateTableModel } from '../../../src/subgraphs/finance/rate-table/rate-table.model.js';
import { parameter } from '../method/parameter.js';
import { generatedMarket } from './generated-products.js';
import type { QuotesMessage } from './quotes-message.js';

process.on('disconnect', () => process.exit(0));
const tell = (message: QuotesMessage): void => {
  process.send?.(message);
};

const times = Number(parameter(0, 'number of previews'));

/** Partners and products of each by country: ten products, and a thousand of fifty partners. */
const MARKETS = [
  { country: 'AT', partners: 2, each: 5 },
  { country: 'DE', partners: 50, each: 20 },
];

const server = await startEmbeddedMongo({});
const database = await Database.connect({
  clusters: [{ name: 'default', uri: server.uri, countries: [] }],
  models: [...WRITE_MODELS, ...FINANCE_MODELS],
  monitorCommands: true,
});
await database.buildIndexes();
const { schema } = await buildSubgraph(FINANCE_SUBGRAPH);
for (const { country, partners, each } of MARKETS) {
  const market = generatedMarket(country, partners, each);
  await database.model(financePartnerModel, 'default').insertMany([...market.partners]);
  await database.model(financingProductModel, 'default').insertMany([...market.products]);
  await database.model(rateTableModel, 'default').insertMany([...market.tables]);
}

const commands: string[] = [];
let firstCommand = Number.NaN;
let lastReply = Number.NaN;
const client = database.connection('default').getClient();
client.on('commandStarted', ({ commandName, command }: CommandStartedEvent) => {
  if (commands.length === 0) firstCommand = performance.now();
  commands.push(`${commandName} ${command[commandName]}`);
});
const onReply = (_event: CommandSucceededEvent | CommandFailedEvent): void => {
  lastReply = performance.now();
};
client.on('commandSucceeded', onReply).on('commandFailed', onReply);

const PREVIEW = parse(`query ($input: QuotePreviewInput!) {
  quotePreview(input: $input, first: 1000) {
    offerCount
    offers {
      product { productId name } instalment { amount currency } lastPayment { amount } totalPayable { amount } nominalRate
      annualPercentageRate { percent method basis }
    }
  }
}`);
const CREATE = parse('mutation ($input: CreateQuoteInput!) { createQuote(input: $input) { quoteId hash } }');

const wishInput = (country: string) => ({
  country,
  price: { amount: '40000', currency: 'EUR' },
  downPayment: '8000.01',
  termMonths: 48,
  scoreBand: 'A',
  powertrain: 'BEV',
});

for (const { country, partners, each } of MARKETS) {
  await measurePreviews(country, partners * each);
}
await measureStored();
tell({ kind: 'done' });

async function measurePreviews(country: string, products: number): Promise<void> {
  const milliseconds: number[] = [];
  const databaseMilliseconds: number[] = [];
  const arithmeticMilliseconds: number[] = [];
  let ofOne: string[] = [];
  const offered = await quotableProducts(requestContext('', PUBLIC_CALLER, database), country, {
    asOf: '2026-06-01',
    termMonths: 48,
    scoreBand: 'A',
    variantId: null,
    kmPerYear: null,
  });
  const count = products >= 1_000 ? times : times * 20;
  const warmUp = Math.ceil(count / 4);
  for (let index = -warmUp; index < count; index++) {
    commands.length = 0;
    const asked = performance.now();
    const { data, errors } = await execute({
      schema,
      document: PREVIEW,
      variableValues: { input: wishInput(country) },
      contextValue: requestContext(String(index), PUBLIC_CALLER, database),
    });
    const took = performance.now() - asked;
    const inDatabase = lastReply - firstCommand;
    ofOne = [...commands];
    if (errors !== undefined) throw errors[0];
    const preview = data?.quotePreview as { offerCount: number } | undefined;
    if (preview?.offerCount !== products) throw new Error(`${country} has ${preview?.offerCount} offers`);
    const computed = performance.now();
    for (const { product, ...basis } of offered) offerTerms(product, basis, wish(country));
    const arithmetic = performance.now() - computed;
    if (index < 0) continue;
    milliseconds.push(took);
    databaseMilliseconds.push(inDatabase);
    arithmeticMilliseconds.push(arithmetic);
  }
  const sorted = ofOne.toSorted();
  tell({ kind: 'previews', products, milliseconds, databaseMilliseconds, arithmeticMilliseconds, commands: sorted });
}

function wish(country: string): FinancingWish {
  return {
    country,
    price: new Decimal(40_000),
    currency: 'EUR',
    downPayment: new Decimal('8000.01'),
    downPaymentShare: null,
    termMonths: 48,
    balloon: null,
    powertrain: 'BEV',
    variantId: null,
    scoreBand: 'A',
    batteryPrice: null,
    kmPerYear: null,
    startDate: '2026-06-01',
  };
}

/** Quotes of the smaller country with schedule, hash, idempotency key and audit record, each in a transaction. */
async function measureStored(): Promise<void> {
  const milliseconds: number[] = [];
  for (let index = -20; index < times * 4; index++) {
    const input = { ...wishInput('AT'), productId: 'AT-00000', idempotencyKey: randomUUID() };
    const asked = performance.now();
    const { errors } = await execute({
      schema,
      document: CREATE,
      variableValues: { input },
      contextValue: requestContext(String(index), PUBLIC_CALLER, database),
    });
    if (errors !== undefined) throw errors[0];
    if (index >= 0) milliseconds.push(performance.now() - asked);
  }
  tell({ kind: 'stored', milliseconds });
}
