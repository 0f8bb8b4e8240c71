import type { DataContext } from '../../../database/data-context.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { isLocalDate } from '../../../kernel/scalars/local-date.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import { countryOfReference } from '../country/country.reference.js';
import type { Guarantee, GuaranteeTerm } from './guarantee.type.js';
import { loadProgrammes, placeOf } from './guarantee-programme.service.js';
import type { GuaranteeComponent, GuaranteeProgramme } from './guarantee-programme.type.js';
import { guaranteeProgrammeView } from './guarantee-programme.view.js';
import { termsPerComponent } from './guarantee-terms.js';
import { bestPerComponent, legalMinima } from './programme-ranking.js';

/**
 * The guarantee on a variant, named by global id or natural key; BAD_USER_INPUT for an id of another form, and for a part of
 * another country.
 */
export function guaranteeOf(country: string, variantId: string, subdivision: string | null, asOf: string): Guarantee {
  if (subdivision !== null && !subdivision.startsWith(`${country}-`)) {
    throw badUserInput('subdivision', `is no part of ${country}`);
  }
  const key = naturalKey('VehicleVariant', variantId);
  if (makerOf(key) === null) {
    throw badUserInput('variantId', 'must be the id of a vehicle variant, make/model/year ...');
  }
  return { country: { code: country }, variantId: key, subdivision, asOf };
}

/** Guarantees by reference: their key, and the places of the country where the gateway sent them along. */
export function guaranteesByReference(references: readonly Representation[]): (Guarantee | null)[] {
  return references.map(({ country: countryReference, variantId, subdivision = null, asOf }) => {
    const country = countryOfReference(countryReference);
    const complete =
      country !== null &&
      typeof variantId === 'string' &&
      makerOf(variantId) !== null &&
      (subdivision === null || typeof subdivision === 'string') &&
      typeof asOf === 'string' &&
      isLocalDate(asOf);
    return complete ? { country, variantId, subdivision, asOf } : null;
  });
}

/** Per component the programme that counts for the car. */
export async function bestProgrammes(
  context: DataContext,
  guarantee: Guarantee,
  fields: FieldNames,
): Promise<GuaranteeProgramme[]> {
  const { programmes, place, car } = await programmesOf(context, guarantee, fields);
  return bestPerComponent(programmes, place, car).map(guaranteeProgrammeView);
}

/** What the law grants on the car, most specific first. */
export async function legalMinimaOf(
  context: DataContext,
  guarantee: Guarantee,
  fields: FieldNames,
): Promise<GuaranteeProgramme[]> {
  const { programmes, place, car } = await programmesOf(context, guarantee, fields);
  return legalMinima(programmes, place, car).map(guaranteeProgrammeView);
}

/** Per component what is promised and what the law grants beside it. */
export async function termsOf(
  context: DataContext,
  guarantee: Guarantee,
  fields: FieldNames,
): Promise<GuaranteeTerm[]> {
  const { programmes, place, car } = await programmesOf(context, guarantee, fields);
  return termsPerComponent(programmes, place, car).map(({ programme, legalMinimum, ...term }) => ({
    ...term,
    component: term.component as GuaranteeComponent,
    programme: programme && guaranteeProgrammeView(programme),
    legalMinimum: legalMinimum && guaranteeProgrammeView(legalMinimum),
  }));
}

async function programmesOf(
  context: DataContext,
  { country, variantId, subdivision, asOf }: Guarantee,
  fields: FieldNames,
) {
  const maker = makerOf(variantId) ?? '';
  const programmes = await loadProgrammes(context, country, { asOf, component: null, maker, subdivision }, fields);
  const place = placeOf(country, subdivision, asOf);
  return { programmes, place, car: { maker, modelYear: modelYearOf(variantId) } };
}

/** Model year: the third segment of a variant's natural key; null where the key has none. */
function modelYearOf(variantId: string): number | null {
  const year = variantId.split('/')[2];
  return year !== undefined && /^\d{4}$/.test(year) ? Number(year) : null;
}

/** Slug of the maker: the first segment of a variant's natural key; null where that is no such key. */
function makerOf(variantId: string): string | null {
  const [maker, model] = variantId.split('/');
  return maker !== undefined && maker !== '' && model !== undefined && model !== '' ? maker : null;
}
