import { CONFIDENCE_LEVELS } from '../../../kernel/provenance/provenance.record.js';
import { AssemblyForm, CarPowertrain } from './car.enums.js';
import { LevyBase, POLICY_TYPE_OF_KIND, PolicyKind, Stacking } from './policy-kind.js';
import type { PolicyTerms } from './policy-terms.js';

const text = (description: string) => ({ type: 'string', minLength: 1, maxLength: 2000, description });
const decimal = (description: string) => ({ type: 'string', pattern: '^\\d{1,18}(\\.\\d{1,18})?$', description });
const expression = (description: string) => ({ type: 'string', minLength: 1, maxLength: 500, description });
const country = { type: 'string', pattern: '^[A-Z]{2}$' };
const region = { type: 'string', pattern: '^[A-Z0-9]{2,20}$' };
const date = (description: string) => ({ type: ['string', 'null'], format: 'date', description });
const listOf = (items: object, description: string) => ({ type: 'array', items, uniqueItems: true, description });
const oneOf = (values: object, description: string) => ({ enum: Object.values(values), description });
const whole = (description: string) => ({ type: 'integer', minimum: 0, description });
const flag = (description: string) => ({ type: 'boolean', description });

const word = { type: 'string', minLength: 1, maxLength: 200 };

/** Fields of `terms` by the graph type of the kind. */
const TERMS: Readonly<Record<string, Partial<Record<keyof PolicyTerms, object>>>> = {
  TradeRemedyDuty: { taricAdditionalCode: text('Additional TARIC code of the exporter group.') },
  TariffQuota: {
    outOfQuotaRate: decimal('Duty beyond the quota, as a fraction.'),
    usedUnits: whole('Cars that have come in.'),
    quotaValue: decimal('Customs value under the quota, in `currency`.'),
  },
  PriceUndertaking: { minimumPriceConfidential: flag('True where the minimum price is not published.') },
  Homologation: {
    regulations: listOf(word, 'UN regulations, directives and standards.'),
    procedure: { enum: ['TYPE_APPROVAL', 'SELF_CERTIFICATION'] },
  },
  CybersecurityRule: {
    regulations: listOf(word, 'UN regulations and standards.'),
    nexusCountries: listOf(country, 'Countries whose software or hardware is meant.'),
    softwareFromModelYear: whole('First model year without such software.'),
    hardwareFromModelYear: whole('First model year without such hardware.'),
  },
  DataResidency: { dataCategories: listOf(word, 'Kinds of data that must stay.') },
  Localisation: {
    ratioLocalPerImported: decimal('Cars to be made for each one that was imported.'),
    localContentShare: decimal('Share of local content, as a fraction.'),
    deadline: date('Day by which the obligation is to be met.'),
    bankGuarantee: flag('True where a bank guarantee secures the obligation.'),
  },
  ServiceNetworkRule: {
    minServicePoints: whole('Stations in the whole country.'),
    regions: whole('Regions, each of which needs stations.'),
    minServicePointsPerRegion: whole('Stations in each region.'),
    minCallCentreSeats: whole('Seats of the call centre.'),
    stationCertificate: text('Certificate that a station needs.'),
    residentRepresentative: flag('True where the maker needs a representative in the country.'),
  },
  InfrastructureTarget: {
    kilowattsPerBEV: decimal('kW for each battery electric car.'),
    kilowattsPerPHEV: decimal('kW for each plug-in hybrid.'),
  },
  CarbonRule: {
    goods: listOf(word, 'Goods that the rule covers.'),
    thresholdTonnes: decimal('Tonnes a year below which it does not apply.'),
    coversFinishedCars: flag('True where finished cars are covered.'),
  },
  ConsumerCreditRule: {
    aprMethod: text('EU_CCD, US_REG_Z, UK_CONC ...'),
    rounding: text('How the annual percentage rate is rounded.'),
    maxAmount: decimal('Largest credit that the rule covers, in `currency`.'),
  },
};

/** What another source may say otherwise. */
const READING = {
  validFrom: date('First day in force.'),
  validTo: date('First day no longer in force.'),
  base: oneOf(LevyBase, 'What the levy is reckoned from.'),
  rate: decimal('Fraction.'),
  rateFormula: expression('Expression of the rate.'),
  formula: expression('Expression of the amount.'),
  fixedAmount: decimal('In `currency`.'),
  minAmount: decimal('In `currency`.'),
  thresholdAmount: decimal('In `currency`.'),
  priceCap: decimal('In `currency`.'),
};

const closed = (properties: object, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

/** JSON Schema (draft 2020-12) of one policy in its published form: one row of a file of policies. */
export const MARKET_POLICY_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://tripod.example/schema/market-policy.schema.json',
  title: 'Market policy',
  description:
    'A dated rule of a country or of a trade region. A file of policies is a JSON array of them, or one a line. Numbers are texts, so that they stay exact. Expressions are of the Common Expression Language: arithmetic, comparison, logic, min and max over cif, duties, landedExVat, retailPrice (in the currency of the policy), batteryKwh, powertrain, assemblyForm, originCountry, exporterGroup and conditions.',
  ...closed(
    {
      policyId: {
        type: 'string',
        pattern: '^[a-z0-9][a-z0-9-]{0,119}$',
        description: 'Unique; a row with the same one replaces it.',
      },
      country: { ...country, description: 'ISO 3166-1 alpha-2. Either this or `tradeRegion`.' },
      tradeRegion: { ...region, description: 'EU27, EFTA, GCC ...: its members inherit the rule.' },
      kind: oneOf(PolicyKind, 'What the rule regulates.'),
      scope: text('What the rule covers, in the words of the source.'),
      validFrom: date('First day in force; absent or null for always.'),
      validTo: date('First day no longer in force; absent or null for no end.'),
      gapBefore: text('Why no rule was in force between the row before and this one.'),
      hsCodes: listOf({ type: 'string', pattern: '^\\d{4}(\\.\\d{2})?$' }, 'Harmonised System headings.'),
      powertrains: listOf(oneOf(CarPowertrain, 'Powertrain.'), 'Empty for all.'),
      assemblyForms: listOf(oneOf(AssemblyForm, 'Assembly form.'), 'Empty for all.'),
      originCountries: listOf(country, 'Origins that the rule names.'),
      originTradeRegions: listOf(region, 'Trade regions of origin that the rule names.'),
      excludedOriginCountries: listOf(country, 'Origins that the rule leaves out.'),
      excludedOriginTradeRegions: listOf(region, 'Trade regions of origin that the rule leaves out.'),
      exporterGroups: listOf(word, 'Exporter groups and makers that the rule is for, by every name in use.'),
      maker: text('The group as its source names it.'),
      conditions: {
        type: 'array',
        description: 'What a caller must state for the rule to apply; all of them.',
        items: closed(
          {
            code: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{1,59}$' },
            description: text('What the condition means.'),
            aliases: listOf(word, 'Other names of it.'),
          },
          ['code', 'description'],
        ),
      },
      condition: expression('True for the cars that the rule is for.'),
      batteryMinKWh: decimal('kWh from which the rule applies.'),
      priceCap: decimal('Retail price up to which the rule applies, in `currency`.'),
      madeIn: listOf(country, 'Where the car must be made.'),
      base: oneOf(LevyBase, 'What the levy is reckoned from; absent for what is usual for the kind.'),
      baseFormula: expression('Expression of the base.'),
      rate: decimal('Fraction: "0.1" is 10 %.'),
      rateFormula: expression('Expression of the rate.'),
      formula: expression('Expression of the whole amount, in `currency`.'),
      fixedAmount: decimal('In `currency`.'),
      minAmount: decimal('At least so much is due, in `currency`.'),
      thresholdAmount: decimal('Only the part of the base above it is levied, in `currency`.'),
      currency: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 4217, of the amounts and expressions.' },
      stacking: oneOf(Stacking, 'How the rule stands to rules of other kinds; absent for ADDITIVE.'),
      replaces: listOf(oneOf(PolicyKind, 'Kind.'), 'Kinds in whose place the rule stands.'),
      precedence: { type: 'integer', minimum: -100, maximum: 100, description: 'The highest wins; absent for 0.' },
      quotaUnits: whole('Cars a year under a tariff quota.'),
      figures: {
        type: 'array',
        description: 'Named figures beyond the fields above.',
        items: closed({ name: word, value: decimal('The figure.'), unit: word }, ['name', 'value', 'unit']),
      },
      terms: { type: 'object', description: 'Figures and words of rules without money, by kind.' },
      legalReference: closed({ title: word, url: { type: 'string', format: 'uri' }, article: word }, ['title']),
      source: text('Register, publisher or document.'),
      licence: text('SPDX identifier where one exists.'),
      fetchedAt: { type: 'string', format: 'date', description: 'Day on which the source was read.' },
      confidence: { enum: CONFIDENCE_LEVELS, description: 'HIGH law or register, MEDIUM press, LOW estimate.' },
      conflicts: {
        type: 'array',
        description: 'What other sources say, with the policy as they have it where it can be reckoned with.',
        items: closed(
          {
            field: word,
            statement: text('What the other source says.'),
            source: text('The other source.'),
            reading: closed(READING),
          },
          ['field', 'statement', 'source'],
        ),
      },
    },
    ['policyId', 'kind', 'scope', 'source', 'confidence'],
  ),
  oneOf: [{ required: ['country'] }, { required: ['tradeRegion'] }],
  allOf: Object.values(PolicyKind).map((kind) => ({
    if: { properties: { kind: { const: kind } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { terms: closed(TERMS[POLICY_TYPE_OF_KIND[kind]] ?? {}) } },
  })),
} as const;
