import { Decimal } from 'decimal.js';
import { requireScope } from '../../../kernel/caller.js';
import { TripodError } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger } from '../answer/ledger.js';
import { moneyOf } from '../answer/money-of.js';
import { readGraph } from '../operation/read-graph.js';
import type { BatteryCarbonExposure, CarbonExposureSum } from './battery-carbon-exposure.type.js';
import { type CarbonExposure, type ExposureGroupReading, foldExposure } from './fold-exposure.js';

const EXPOSURE_OPERATION = storedOperation('./battery-carbon-exposure.graphql', import.meta.url);

interface ExposureReading {
  readonly exposure: {
    readonly groups: readonly ExposureGroupReading[];
    readonly rates: readonly {
      readonly from: string;
      readonly to: string;
      readonly rate: string;
      readonly date: string;
    }[];
    readonly unconverted: readonly { readonly amount: string; readonly currency: string }[];
  } | null;
}

/**
 * What is outstanding by country and battery carbon class: a bank sees its own contracts, internal callers all.
 *
 * @throws TripodError NO_EXCHANGE_RATE where nothing at all can be told in the currency
 */
export async function batteryCarbonExposure(
  context: RequestContext,
  currency: string,
  asOf: string,
): Promise<BatteryCarbonExposure> {
  if (!context.caller.scopes.has('bank')) requireScope(context.caller, 'internal');
  const { data, errors } = await readGraph<ExposureReading>(context, EXPOSURE_OPERATION, { currency, asOf });
  const exposure = data?.exposure;
  if (!exposure) {
    throw new TripodError('SUBGRAPH_UNAVAILABLE', `Contracts are out of reach: ${errors[0]?.message ?? 'no answer'}`);
  }
  const folded = foldExposure(exposure.groups);
  if (exposure.unconverted.length > 0 && folded.outstanding.isZero()) {
    throw new TripodError('NO_EXCHANGE_RATE', `currency: no exchange rate of ${currency} is on file for ${asOf}`, {
      field: 'currency',
    });
  }
  const ledger = new InputLedger();
  ledger.used('running contracts', folded.contracts);
  for (const { from, to, rate, date } of exposure.rates)
    ledger.used(`exchange rate of ${from} in ${to}, ${date}`, rate);
  for (const { amount, currency: of } of exposure.unconverted) {
    ledger.missing(`exchange rate of ${of}`, `${amount} ${of} are left out.`);
  }
  if (!folded.withoutPassport.isZero()) ledger.missing('battery passports', 'Some collateral has none with a class.');
  if (!folded.guaranteeUnknown.isZero()) ledger.missing('guarantees', 'Nobody knows when those of some batteries end.');
  return {
    ...ledger.close(asOf),
    total: sumView(folded, currency),
    countries: folded.countries.map(({ country, classes, ...sum }) => ({
      country,
      ...sumView(sum, currency),
      classes: classes.map(({ batteryCarbonClass, ...ofClass }) => ({
        batteryCarbonClass,
        ...sumView(ofClass, currency),
      })),
    })),
    unconverted: exposure.unconverted.map(({ amount, currency: of }) => moneyOf(new Decimal(amount), of)),
  };
}

function sumView(sum: CarbonExposure, currency: string): CarbonExposureSum {
  const share = (part: Decimal) => (sum.outstanding.isZero() ? null : part.div(sum.outstanding).toNumber());
  return {
    contracts: sum.contracts,
    outstanding: moneyOf(sum.outstanding, currency),
    guaranteeEndsBeforeShare: share(sum.guaranteeEndsBefore),
    guaranteeUnknownShare: share(sum.guaranteeUnknown),
    withoutPassportShare: share(sum.withoutPassport),
  };
}
