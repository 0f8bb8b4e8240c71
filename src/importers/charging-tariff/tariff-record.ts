import { isISO4217CurrencyCode } from 'class-validator';
import { Decimal } from 'decimal.js';
import { mongo } from 'mongoose';
import { isLocalDate } from '../../kernel/scalars/local-date.js';
import type {
  ChargingTariffRecord,
  PriceLimitRecord,
  TariffElementRecord,
  TariffRestrictionsRecord,
} from '../../subgraphs/infrastructure/tariff/charging-tariff.model.js';
import { tariffRowId } from '../../subgraphs/infrastructure/tariff/charging-tariff-key.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import { type Finding, shown } from '../pipeline/finding.js';
import type {
  DraftNumber,
  PriceLimitDraft,
  TariffDraft,
  TariffElementDraft,
  TariffRestrictionsDraft,
} from './tariff-draft.js';

/** What is wrong with a tariff of the right shape. */
export function tariffFindings({
  currency,
  startDateTime,
  endDateTime,
  lastUpdated,
  elements,
}: TariffDraft): Finding[] {
  const findings: Finding[] = [];
  const wrong = (field: string, code: string, message: string) => findings.push({ field, code, message });
  if (!isISO4217CurrencyCode(currency)) {
    wrong('currency', 'UNKNOWN_CURRENCY', `${shown(currency)} is no currency of ISO 4217`);
  }
  for (const [field, instant] of Object.entries({ startDateTime, endDateTime, lastUpdated })) {
    if (typeof instant === 'string' && Number.isNaN(Date.parse(instant))) {
      wrong(field, 'NOT_AN_INSTANT', `${shown(instant)} is no point in time`);
    }
  }
  if (startDateTime && endDateTime && Date.parse(startDateTime) >= Date.parse(endDateTime)) {
    wrong('endDateTime', 'NO_VALIDITY', `${shown(endDateTime)} is not after the start`);
  }
  elements.forEach(({ restrictions }, at) => {
    for (const field of ['startDate', 'endDate'] as const) {
      const date = restrictions?.[field];
      if (typeof date === 'string' && !isLocalDate(date)) {
        wrong(`elements.${at}.restrictions.${field}`, 'NOT_A_DATE', `${shown(date)} is no day`);
      }
    }
  });
  return findings;
}

/** A valid draft as it is stored. */
export function tariffRow(draft: TariffDraft): ChargingTariffRecord {
  const { countryCode, partyId, tariffId, energyMix } = draft;
  return {
    _id: tariffRowId({ countryCode, partyId, tariffId }),
    countryCode,
    partyId,
    tariffId,
    country: countryCode,
    currency: draft.currency,
    type: draft.type ?? null,
    tariffAltText: (draft.tariffAltText ?? []).map((text) => ({ ...text })),
    tariffAltUrl: draft.tariffAltUrl ?? null,
    minPrice: limitOf(draft.minPrice),
    maxPrice: limitOf(draft.maxPrice),
    elements: draft.elements.map(elementOf),
    taxIncluded: draft.taxIncluded ?? null,
    startDateTime: instantOf(draft.startDateTime),
    endDateTime: instantOf(draft.endDateTime),
    energyMix: energyMix
      ? {
          isGreenEnergy: energyMix.isGreenEnergy,
          energySources: (energyMix.energySources ?? []).map((source) => ({ ...source })),
          environImpact: (energyMix.environImpact ?? []).map((impact) => ({ ...impact })),
          supplierName: energyMix.supplierName ?? null,
          energyProductName: energyMix.energyProductName ?? null,
        }
      : null,
    lastUpdated: new Date(draft.lastUpdated ?? `${draft.source.fetchedAt}T00:00:00Z`),
    provenance: provenanceOf(draft.source),
  };
}

function elementOf({ priceComponents, restrictions }: TariffElementDraft): TariffElementRecord {
  return {
    priceComponents: priceComponents.map(({ type, price, vat = null, stepSize }) => ({
      type,
      price: decimal128Of(price),
      vat: vat === null ? null : decimal128Of(vat),
      stepSize: stepSize ?? 1,
    })),
    restrictions: restrictions ? restrictionsOf(restrictions) : null,
  };
}

function restrictionsOf(draft: TariffRestrictionsDraft): TariffRestrictionsRecord {
  return {
    startTime: draft.startTime ?? null,
    endTime: draft.endTime ?? null,
    startDate: draft.startDate ?? null,
    endDate: draft.endDate ?? null,
    minKwh: draft.minKwh ?? null,
    maxKwh: draft.maxKwh ?? null,
    minCurrent: draft.minCurrent ?? null,
    maxCurrent: draft.maxCurrent ?? null,
    minPower: draft.minPower ?? null,
    maxPower: draft.maxPower ?? null,
    minDuration: draft.minDuration ?? null,
    maxDuration: draft.maxDuration ?? null,
    dayOfWeek: [...(draft.dayOfWeek ?? [])],
    reservation: draft.reservation ?? null,
  };
}

function limitOf(limit: PriceLimitDraft | null | undefined): PriceLimitRecord | null {
  if (!limit) {
    return null;
  }
  const { exclVat = null, inclVat = null } = limit;
  return {
    exclVat: exclVat === null ? null : decimal128Of(exclVat),
    inclVat: inclVat === null ? null : decimal128Of(inclVat),
  };
}

function instantOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}

function decimal128Of(value: DraftNumber): mongo.Decimal128 {
  return mongo.Decimal128.fromString(new Decimal(value).toFixed());
}
