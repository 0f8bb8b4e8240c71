import type { DataContext } from '../../../database/data-context.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { naturalKey } from '../../../kernel/identity/global-id.js';
import type { FieldNames } from '../../../kernel/loaders/selected-fields.js';
import { isLocalDate } from '../../../kernel/scalars/local-date.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';
import { countryOfReference } from '../country/country.reference.js';
import type { Guarantee } from './guarantee.type.js';
import { loadProgrammes, placeOf } from './guarantee-programme.service.js';
import type { GuaranteeProgramme } from './guarantee-programme.type.js';
import { guaranteeProgrammeView } from './guarantee-programme.view.js';
import { bestPerComponent, legalMinima } from './programme-ranking.js';

/** The guarantee on a variant, named by global id or natural key; BAD_USER_INPUT for an id of another form. */
export function guaranteeOf(country: string, variantId: string, asOf: string): Guarantee {
  const key = naturalKey('VehicleVariant', variantId);
  if (makerOf(key) === null) {
    throw badUserInput('variantId', 'must be the id of a vehicle variant, make/model/year ...');
  }
  return { country: { code: country }, variantId: key, asOf };
}

/** Guarantees by reference: their key, and the places of the country where the gateway sent them along. */
export function guaranteesByReference(references: readonly Representation[]): (Guarantee | null)[] {
  return references.map(({ country: countryReference, variantId, asOf }) => {
    const country = countryOfReference(countryReference);
    const complete =
      country !== null &&
      typeof variantId === 'string' &&
      makerOf(variantId) !== null &&
      typeof asOf === 'string' &&
      isLocalDate(asOf);
    return complete ? { country, variantId, asOf } : null;
  });
}

/** Per component the programme that counts for the car. */
export async function bestProgrammes(
  context: DataContext,
  guarantee: Guarantee,
  fields: FieldNames,
): Promise<GuaranteeProgramme[]> {
  const { programmes, place, maker } = await programmesOf(context, guarantee, fields);
  return bestPerComponent(programmes, place, maker).map(guaranteeProgrammeView);
}

/** What the law grants on the car, most specific first. */
export async function legalMinimaOf(
  context: DataContext,
  guarantee: Guarantee,
  fields: FieldNames,
): Promise<GuaranteeProgramme[]> {
  const { programmes, place, maker } = await programmesOf(context, guarantee, fields);
  return legalMinima(programmes, place, maker).map(guaranteeProgrammeView);
}

async function programmesOf(context: DataContext, { country, variantId, asOf }: Guarantee, fields: FieldNames) {
  const maker = makerOf(variantId) ?? '';
  const programmes = await loadProgrammes(context, country, { asOf, component: null, maker }, fields);
  return { programmes, place: placeOf(country, asOf), maker };
}

/** Slug of the maker: the first segment of a variant's natural key; null where that is no such key. */
function makerOf(variantId: string): string | null {
  const [maker, model] = variantId.split('/');
  return maker !== undefined && maker !== '' && model !== undefined && model !== '' ? maker : null;
}
