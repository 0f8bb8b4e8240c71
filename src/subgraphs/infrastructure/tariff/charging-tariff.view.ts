import { globalId } from '../../../kernel/identity/global-id.js';
import type { FieldSources } from '../../../kernel/loaders/projection.js';
import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { provenanceView } from '../../../kernel/provenance/provenance.type.js';
import {
  DAYS_OF_WEEK,
  RESERVATION_RESTRICTIONS,
  TARIFF_DIMENSIONS,
  TARIFF_TYPES,
  TAX_INCLUSIONS,
} from '../ocpi/tariff-vocabularies.js';
import type { ChargingTariffRecord, TariffElementRecord } from './charging-tariff.model.js';
import type { ChargingTariff, TariffElement } from './charging-tariff.type.js';

/** Stored fields behind graph fields of other names. */
export const TARIFF_FIELD_SOURCES: FieldSources = {
  id: [],
  typeText: ['type'],
};

/** Stored fields that every reader needs: the join to other subgraphs. */
export const TARIFF_ALWAYS: readonly string[] = ['country'];

/** What callers see of a stored tariff. Fields that were not read stay undefined. */
export function tariffView(record: ChargingTariffRecord): ChargingTariff {
  return {
    ...record,
    id: globalId('ChargingTariff', record._id),
    country: { code: record.country },
    type: shownAs(TARIFF_TYPES, record.type ?? null),
    typeText: sourceWord(TARIFF_TYPES, record.type ?? null),
    elements: record.elements?.map(elementView),
    taxIncluded: shownAs(TAX_INCLUSIONS, record.taxIncluded ?? null),
    provenance: record.provenance && provenanceView(record.provenance),
  };
}

function elementView({ priceComponents, restrictions }: TariffElementRecord): TariffElement {
  return {
    priceComponents: priceComponents.map((component) => ({
      ...component,
      type: shownAs(TARIFF_DIMENSIONS, component.type),
      typeText: sourceWord(TARIFF_DIMENSIONS, component.type),
    })),
    restrictions: restrictions && {
      ...restrictions,
      dayOfWeek: restrictions.dayOfWeek.map((day) => shownAs(DAYS_OF_WEEK, day)),
      reservation: shownAs(RESERVATION_RESTRICTIONS, restrictions.reservation),
    },
  };
}
