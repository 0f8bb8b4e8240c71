/**
 * What rules without money say, by kind: the published form of a policy has them under `terms`. Every figure is one that
 * a question of the graph needs; the rest of a rule stays in the words of its source (`scope`).
 */
export interface PolicyTerms {
  /** TariffQuota: the duty beyond the quota, as a fraction; absent where no source says. */
  outOfQuotaRate?: string;
  /** TariffQuota: cars that have come in under the quota. */
  usedUnits?: number;
  /** TariffQuota by value instead of by number, in the policy's currency. */
  quotaValue?: string;
  /** PriceUndertaking: true where the authority does not publish the minimum import price. */
  minimumPriceConfidential?: boolean;
  /** TradeRemedyDuty: additional TARIC code of the exporter group. */
  taricAdditionalCode?: string;
  /** Localisation: cars to be made locally for each one that was imported under the incentive. */
  ratioLocalPerImported?: string;
  /** Localisation: share of local content, as a fraction. */
  localContentShare?: string;
  /** Localisation: day by which the obligation is to be met. */
  deadline?: string;
  /** Localisation: true where a bank guarantee secures the obligation. */
  bankGuarantee?: boolean;
  /** ServiceNetworkRule: stations in the whole country. */
  minServicePoints?: number;
  /** ServiceNetworkRule: regions, each of which needs stations. */
  regions?: number;
  /** ServiceNetworkRule: stations in each region. */
  minServicePointsPerRegion?: number;
  /** ServiceNetworkRule: seats of the call centre. */
  minCallCentreSeats?: number;
  /** ServiceNetworkRule: certificate of the stations. */
  stationCertificate?: string;
  /** ServiceNetworkRule: true where the maker needs a representative in the country. */
  residentRepresentative?: boolean;
  /** InfrastructureTarget: kW of public charging power for each battery electric car. */
  kilowattsPerBEV?: string;
  /** InfrastructureTarget: kW for each plug-in hybrid. */
  kilowattsPerPHEV?: string;
  /** CybersecurityRule: countries whose software or hardware is meant. */
  nexusCountries?: string[];
  /** CybersecurityRule: first model year without such software. */
  softwareFromModelYear?: number;
  /** CybersecurityRule: first model year without such hardware. */
  hardwareFromModelYear?: number;
  /** Homologation and CybersecurityRule: UN regulations and standards that are demanded. */
  regulations?: string[];
  /** Homologation: TYPE_APPROVAL or SELF_CERTIFICATION. */
  procedure?: string;
  /** DataResidency: kinds of data that must stay. */
  dataCategories?: string[];
  /** CarbonRule: goods that the rule covers. */
  goods?: string[];
  /** CarbonRule: tonnes a year below which it does not apply. */
  thresholdTonnes?: string;
  /** CarbonRule: true where finished cars are covered. */
  coversFinishedCars?: boolean;
  /** ConsumerCreditRule: how the annual percentage rate is computed: EU_CCD, US_REG_Z, UK_CONC ... */
  aprMethod?: string;
  /** ConsumerCreditRule: how the annual percentage rate is rounded. */
  rounding?: string;
  /** ConsumerCreditRule: largest credit that the rule covers, in the policy's currency. */
  maxAmount?: string;
}
