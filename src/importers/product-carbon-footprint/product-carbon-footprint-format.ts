import type { ProductCarbonFootprintRecord } from '../../subgraphs/compliance/product-carbon-footprint/product-carbon-footprint.model.js';
import { FactReader, NOT_NEGATIVE, PERCENT } from '../facts/fact-reader.js';
import { type DecodedObject, isJsonObject, type JsonObject, openJsonRecords } from '../json/json-records.js';
import { provenanceOf } from '../pipeline/draft-provenance.js';
import type { Finding } from '../pipeline/finding.js';
import type { FormatInput, ImportFormat } from '../pipeline/import-format.js';
import { PRODUCT_CARBON_FOOTPRINT_TARGET_NAME } from './product-carbon-footprint-target.js';

/** Product carbon footprints in the shapes of Catena-X Pcf 7 and 9: an object, a list, or one a line. */
export const PRODUCT_CARBON_FOOTPRINT_FORMAT: ImportFormat = {
  name: 'product-carbon-footprints',
  description: 'product carbon footprints: Catena-X Pcf 7 and 9',
  needsMapping: false,
  lineLimitBytes: null,
  open: ({ file }: FormatInput) => {
    const fetchedAt = new Date().toISOString().slice(0, 10);
    return openJsonRecords(file, {
      title: 'product carbon footprint',
      listsIn: ['data'],
      meaning: 'product-carbon-footprints',
      recognises: (object) => placesOf(object) !== null,
      decode: (object) => decodeFootprint(object, fetchedAt),
    });
  },
};

/** Where each fact stands in a version of the model. */
interface Places {
  readonly version: '7' | '9';
  readonly identity: string;
  readonly status: string;
  readonly specVersion: string;
  readonly company: string;
  readonly product: string;
  readonly productName: string;
  readonly declaredUnit: string;
  readonly declaredUnitAmount: string;
  readonly productMass: string;
  readonly scope: string;
  readonly excluding: string;
  readonly including: string;
  readonly fossil: string;
  readonly distribution: string;
  readonly primaryDataShare: string;
  readonly country: string;
  readonly standards: { readonly list: string; readonly member: string | null };
  readonly reference: string;
  readonly validity: string;
}

const ASSESSMENT = 'pcfAssessmentAndMethodology.0.pcfAssessmentInformation.0';
const PRODUCT = 'companyAndProductInformation.0.productInformation.0';

const PLACES_9: Places = {
  version: '9',
  identity: `${ASSESSMENT}.idAndVersion.0.`,
  status: `${ASSESSMENT}.idAndVersion.0.status`,
  specVersion: 'scopeOfPcfForm.0.specVersion',
  company: 'companyAndProductInformation.0.companyInformation.0.',
  product: `${PRODUCT}.`,
  productName: `${PRODUCT}.productNameCompany`,
  declaredUnit: `${PRODUCT}.declaredUnitOfMeasurement`,
  declaredUnitAmount: `${PRODUCT}.declaredUnitAmount`,
  productMass: `${PRODUCT}.productMassPerDeclaredUnit`,
  scope: 'scopeOfPcfForm.0.partialFullPcf',
  excluding: 'productLifeCycleStagesAndEmissions.0.productionStage.0.pcfExcludingBiogenicUptake',
  including: 'productLifeCycleStagesAndEmissions.0.productionStage.0.pcfIncludingBiogenicUptake',
  fossil: 'productLifeCycleStagesAndEmissions.0.productionStage.0.fossilGhgEmissions',
  distribution: 'productLifeCycleStagesAndEmissions.0.distributionStage.0.distributionStagePcfExcludingBiogenicUptake',
  primaryDataShare: 'pcfAssessmentAndMethodology.0.dataSourcesAndQuality.0.primaryDataShare',
  country: `${ASSESSMENT}.geography.0.geographyCountry`,
  standards: {
    list: 'pcfAssessmentAndMethodology.0.pcfMethodology.0.standards.0.crossSectoralStandards',
    member: null,
  },
  reference: `${ASSESSMENT}.time.0.`,
  validity: `${ASSESSMENT}.time.0.`,
};

const PLACES_7: Places = {
  version: '7',
  identity: '',
  status: 'extWBCSD_pfStatus',
  specVersion: 'specVersion',
  company: '',
  product: '',
  productName: 'productName',
  declaredUnit: 'pcf.declaredUnit',
  declaredUnitAmount: 'pcf.unitaryProductAmount',
  productMass: 'pcf.productMassPerDeclaredUnit',
  scope: 'partialFullPcf',
  excluding: 'pcf.pcfExcludingBiogenic',
  including: 'pcf.pcfIncludingBiogenic',
  fossil: 'pcf.fossilGhgEmissions',
  distribution: 'pcf.distributionStagePcfExcludingBiogenic',
  primaryDataShare: 'pcf.primaryDataShare',
  country: 'pcf.geographyCountry',
  standards: { list: 'pcf.crossSectoralStandardsUsed', member: 'crossSectoralStandard' },
  reference: 'pcf.',
  validity: '',
};

function placesOf(object: JsonObject): Places | null {
  if (Array.isArray(object.productLifeCycleStagesAndEmissions)) return PLACES_9;
  return isJsonObject(object.pcf) ? PLACES_7 : null;
}

function decodeFootprint(object: JsonObject, fetchedAt: string): DecodedObject {
  const places = placesOf(object);
  if (places === null) {
    const message = 'The object has no member by which a product carbon footprint is known';
    return { recordId: null, rejections: [{ field: null, code: 'NOT_A_PRODUCT_CARBON_FOOTPRINT', message }] };
  }
  const reader = FactReader.of(object);
  const idField = `${places.identity}id`;
  const id = reader.text(idField);
  const excluding = reader.number(places.excluding);
  const missing = (field: string): readonly [Finding, ...Finding[]] => {
    const first = reader.warnings.find((finding) => finding.field === field);
    return [first ?? { field, code: 'MISSING_FIELD', message: `${field} is missing` }];
  };
  if (id === null) return { recordId: null, rejections: missing(idField) };
  if (excluding === null) return { recordId: id, rejections: missing(places.excluding) };
  const row = footprint(reader, places, { id, excluding }, fetchedAt);
  reader.warnOfTheRest();
  return { recordId: id, target: PRODUCT_CARBON_FOOTPRINT_TARGET_NAME, value: row, warnings: reader.warnings };
}

function footprint(
  reader: FactReader,
  places: Places,
  { id, excluding }: { id: string; excluding: number },
  fetchedAt: string,
): ProductCarbonFootprintRecord {
  const { list, member } = places.standards;
  const facts = {
    version: reader.number(`${places.identity}version`, NOT_NEGATIVE) ?? 0,
    status: reader.text(places.status),
    specVersion: reader.text(places.specVersion),
    companyName: reader.text(`${places.company}companyName`),
    companyIds: reader.texts(`${places.company}companyIds`),
    productName: reader.text(places.productName),
    productIds: reader.texts(`${places.product}productIds`),
    declaredUnit: reader.text(places.declaredUnit),
    declaredUnitAmount: reader.number(places.declaredUnitAmount, NOT_NEGATIVE),
    productMass: reader.number(places.productMass, NOT_NEGATIVE),
    scope: reader.text(places.scope),
    pcfIncludingBiogenicUptake: reader.number(places.including),
    fossilGhgEmissions: reader.number(places.fossil, NOT_NEGATIVE),
    distributionStagePcf: reader.number(places.distribution),
    primaryDataShare: reader.number(places.primaryDataShare, PERCENT),
    geographyCountry: reader.text(places.country),
    standards: member === null ? reader.texts(list) : reader.items(list).flatMap((item) => item.text(member) ?? []),
    precedingFootprintIds: reader.items(`${places.identity}precedingPfIds`).flatMap((item) => item.text('id') ?? []),
    referencePeriodFrom: reader.date(`${places.reference}referencePeriodStart`),
    referencePeriodTo: dayBehind(reader.date(`${places.reference}referencePeriodEnd`)),
    validFrom: reader.date(`${places.validity}validityPeriodStart`),
    validTo: dayBehind(reader.date(`${places.validity}validityPeriodEnd`)),
  };
  const confidence = reader.warnings.some(({ code }) => code === 'PLACEHOLDER') ? 'LOW' : 'HIGH';
  const system = `Catena-X Pcf ${places.version}`;
  return {
    _id: id,
    footprintId: id,
    ...facts,
    pcfExcludingBiogenicUptake: excluding,
    provenance: provenanceOf({ system, recordId: id, licence: 'NOASSERTION', fetchedAt, confidence }),
  };
}

/** A period ends in the last second of its last day; ours ends before its `to`. */
function dayBehind(date: string | null): string | null {
  if (date === null) return null;
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
