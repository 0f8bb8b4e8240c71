import { Decimal } from 'decimal.js';
import { acrossClusters } from '../../../database/across-clusters.js';
import type { DataContext } from '../../../database/data-context.js';
import { allOf } from '../../../database/filters.js';
import { partnerRowsOf, requireFinanceCaller } from '../caller-rights.js';
import { contractModel } from '../contract/contract.model.js';
import { STAGE_EXPRESSION } from '../contract/impairment-stage.js';
import { roundToMinorUnit } from '../mathematics/minor-units.js';
import { batteryCarbonClasses } from './battery-carbon-classes.js';
import { exchangeRates } from './exchange-rates.js';
import { type Exposure, ExposureDimension, type ExposureGroup, type GuaranteeGap } from './exposure.type.js';

/** How the database groups by each dimension. */
const EXPRESSIONS: Readonly<Record<ExposureDimension, unknown>> = {
  [ExposureDimension.COUNTRY]: '$country',
  [ExposureDimension.PRODUCT_KIND]: '$productKind',
  [ExposureDimension.MODEL]: '$model',
  [ExposureDimension.BATTERY_CARBON_CLASS]: '$batteryCarbonClass',
  [ExposureDimension.GUARANTEE_GAP]: {
    $cond: [
      { $eq: ['$guaranteeEndsOn', null] },
      'UNKNOWN',
      { $cond: [{ $lt: ['$guaranteeEndsOn', '$endsOn'] }, 'GAP', 'COVERED'] },
    ],
  },
};

interface Line {
  readonly _id: Partial<Record<ExposureDimension | 'currency' | 'stage', unknown>> & {
    passport?: string | null;
    currency: string;
    stage: 1 | 2 | 3;
  };
  readonly contracts: number;
  readonly outstanding: { toString(): string };
}

/**
 * What is outstanding under running contracts of the caller, summed in the database and converted by the rates of a day. Each
 * stage of a group is rounded half up to the minor unit; groups and total are sums of rounded stages.
 */
export async function exposure(
  context: DataContext,
  groupBy: readonly ExposureDimension[],
  currency: string,
  asOf: string,
): Promise<Exposure> {
  const { database, caller } = context;
  requireFinanceCaller(caller);
  const byClass = groupBy.includes(ExposureDimension.BATTERY_CARBON_CLASS);
  const key = Object.fromEntries(groupBy.map((dimension) => [dimension, EXPRESSIONS[dimension]]));
  const lists = await acrossClusters(database, contractModel, null, (cluster) =>
    database.model(contractModel, cluster).aggregate<Line>([
      { $match: allOf([partnerRowsOf(caller), { status: 'RUNNING' }]) },
      {
        $group: {
          _id: {
            ...key,
            ...(byClass ? { passport: '$batteryPassportId' } : {}),
            currency: '$currency',
            stage: STAGE_EXPRESSION,
          },
          contracts: { $sum: 1 },
          outstanding: { $sum: '$outstanding' },
        },
      },
    ]),
  );
  const lines = byClass ? await withClassesOfPassports(context, lists.flat()) : lists.flat();
  const rates = await exchangeRates(context, [...new Set(lines.map(({ _id }) => _id.currency))], currency, asOf);
  const groups = new Map<string, { group: ExposureGroup; stages: [Decimal, Decimal, Decimal] }>();
  const unconverted = new Map<string, Decimal>();
  for (const { _id, contracts, outstanding } of lines) {
    const amount = new Decimal(outstanding.toString());
    const rate = _id.currency === currency ? new Decimal(1) : rates.get(_id.currency)?.rate;
    if (rate === undefined) unconverted.set(_id.currency, amount.plus(unconverted.get(_id.currency) ?? 0));
    const name = JSON.stringify(groupBy.map((dimension) => _id[dimension] ?? null));
    const entry = groups.get(name) ?? {
      group: emptyGroup(_id),
      stages: [new Decimal(0), new Decimal(0), new Decimal(0)],
    };
    entry.group.contracts += contracts;
    const at = _id.stage - 1;
    entry.stages[at] = (entry.stages[at] as Decimal).plus(amount.times(rate ?? 0));
    groups.set(name, entry);
  }
  const money = (amount: Decimal) => ({ amount, currency }) as never;
  const sums = [...groups.values()].map(({ group, stages: exact }) => {
    // Rounded once, here: every sum above is one of rounded amounts, so that it adds up to the cent.
    const stages = exact.map((amount) => roundToMinorUnit(amount, currency)) as [Decimal, Decimal, Decimal];
    return { group, stages, sum: Decimal.sum(...stages) };
  });
  sums.sort((one, other) => other.sum.comparedTo(one.sum));
  return {
    asOf,
    total: money(sums.reduce((total, { sum }) => total.plus(sum), new Decimal(0))),
    groups: sums.map(({ group, stages, sum }) => ({
      ...group,
      outstanding: money(sum),
      stage1: money(stages[0]),
      stage2: money(stages[1]),
      stage3: money(stages[2]),
    })),
    rates: [...rates.values()].sort((one, other) => (one.from < other.from ? -1 : 1)),
    unconverted: [...unconverted].map(([of, amount]) => ({ amount, currency: of }) as never),
  };
}

/** Where the collateral has a passport that says a class, that is the class; else the one that the bank has reported. */
async function withClassesOfPassports(context: DataContext, lines: readonly Line[]): Promise<readonly Line[]> {
  const passportIds = [...new Set(lines.flatMap(({ _id }) => _id.passport ?? []))].sort();
  if (passportIds.length === 0) return lines;
  const classes = await batteryCarbonClasses(context, passportIds);
  return lines.map((line) => {
    const carbonClass = classes.get(line._id.passport ?? '');
    return carbonClass === undefined
      ? line
      : { ...line, _id: { ...line._id, [ExposureDimension.BATTERY_CARBON_CLASS]: carbonClass } };
  });
}

function emptyGroup(key: Line['_id']): ExposureGroup {
  const text = (dimension: ExposureDimension) => (key[dimension] as string | null | undefined) ?? null;
  return {
    country: text(ExposureDimension.COUNTRY),
    productKind: text(ExposureDimension.PRODUCT_KIND),
    model: text(ExposureDimension.MODEL),
    batteryCarbonClass: text(ExposureDimension.BATTERY_CARBON_CLASS),
    guaranteeGap: text(ExposureDimension.GUARANTEE_GAP) as GuaranteeGap | null,
    contracts: 0,
  } as ExposureGroup;
}
