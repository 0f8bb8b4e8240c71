import type { RequestContext } from '../../kernel/request-context.js';
import { entityStub } from '../../kernel/subgraph/entity-references.js';
import type { SubgraphDefinition } from '../../kernel/subgraph/subgraph-definition.js';
import { BatteryCarbonExposureResolver } from './battery-carbon-exposure/battery-carbon-exposure.resolver.js';
import { CountryExtension } from './country/country.type.js';
import { ExpiringCertificatesResolver } from './expiring-certificates/expiring-certificates.resolver.js';
import { ExplainChangeResolver } from './explain-change/explain-change.resolver.js';
import { ImportPermitResolver } from './import-permit/import-permit.resolver.js';
import { LocalisationDebtResolver } from './localisation-debt/localisation-debt.resolver.js';
import { PolicyShockResolver } from './policy-shock/policy-shock.resolver.js';
import { CountryReadinessResolver } from './readiness/readiness.resolver.js';
import { TotalCostOfOwnershipResolver } from './total-cost-of-ownership/total-cost-of-ownership.resolver.js';
import { UsableChargingPowerResolver } from './usable-charging-power/usable-charging-power.resolver.js';
import { WhiteSpotsResolver } from './white-spots/white-spots.resolver.js';

/** Answers that need several subgraphs: each a stored operation over the graph and a pure function over what comes back. */
export const INSIGHTS_SUBGRAPH: SubgraphDefinition<RequestContext> = {
  name: 'insights',
  resolvers: [
    BatteryCarbonExposureResolver,
    CountryReadinessResolver,
    ExpiringCertificatesResolver,
    ExplainChangeResolver,
    ImportPermitResolver,
    LocalisationDebtResolver,
    PolicyShockResolver,
    TotalCostOfOwnershipResolver,
    UsableChargingPowerResolver,
    WhiteSpotsResolver,
  ],
  orphanedTypes: [CountryExtension],
  entities: [entityStub('Country', 'code')],
};
