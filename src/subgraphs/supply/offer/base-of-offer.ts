import type { AssemblyBaseRecord } from '../base/assembly-base.model.js';

/** Where and how the cars of an offer are put together. */
export interface AssembledOffer {
  readonly country: string;
  readonly maker: string;
  /** "byd/dolphin". */
  readonly model: string;
  readonly assembledIn: string;
  /** SKD, CKD or CBU. */
  readonly form: string;
}

/**
 * The base that makes the cars of an offer: of its maker and form, in production on the day, one that names the model
 * before one that names none, one that serves the country before one that does not say so. Null where there is none.
 */
export function baseOfOffer(
  { country, maker, model, form }: AssembledOffer,
  bases: readonly AssemblyBaseRecord[],
  asOf: string,
): AssemblyBaseRecord | null {
  const able = bases.filter(
    (base) =>
      base.maker === maker &&
      base.form === form &&
      (base.models.length === 0 || base.models.includes(model)) &&
      (base.startOfProduction === null || base.startOfProduction <= asOf),
  );
  const rank = (base: AssemblyBaseRecord) =>
    2 * Number(base.models.length > 0) + Number(base.servesCountries.includes(country));
  return able.sort((left, right) => rank(right) - rank(left) || (left._id < right._id ? -1 : 1))[0] ?? null;
}
