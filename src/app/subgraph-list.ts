import type { DataContext } from '../database/data-context.js';
import type { ModelDefinition } from '../database/model-definition.js';
import { WRITE_MODELS } from '../database/write-models.js';
import type { SubgraphDefinition } from '../kernel/subgraph/subgraph-definition.js';
import { COMPLIANCE_MODELS, COMPLIANCE_SUBGRAPH } from '../subgraphs/compliance/compliance.subgraph.js';
import { FINANCE_MODELS, FINANCE_SUBGRAPH } from '../subgraphs/finance/finance.subgraph.js';
import { IMPORTS_MODELS, IMPORTS_SUBGRAPH } from '../subgraphs/imports/imports.subgraph.js';
import { INFRASTRUCTURE_MODELS, INFRASTRUCTURE_SUBGRAPH } from '../subgraphs/infrastructure/infrastructure.subgraph.js';
import { INSIGHTS_SUBGRAPH } from '../subgraphs/insights/insights.subgraph.js';
import { MARKETS_MODELS, MARKETS_SUBGRAPH } from '../subgraphs/markets/markets.subgraph.js';
import { SERVICE_MODELS, SERVICE_SUBGRAPH } from '../subgraphs/service/service.subgraph.js';
import { SUPPLY_MODELS, SUPPLY_SUBGRAPH } from '../subgraphs/supply/supply.subgraph.js';
import { VEHICLES_MODELS, VEHICLES_SUBGRAPH } from '../subgraphs/vehicles/vehicles.subgraph.js';

/** All subgraphs of this repository: a new one is a folder and a line here. */
export const SUBGRAPHS: readonly SubgraphDefinition<DataContext>[] = [
  MARKETS_SUBGRAPH,
  VEHICLES_SUBGRAPH,
  SERVICE_SUBGRAPH,
  FINANCE_SUBGRAPH,
  INFRASTRUCTURE_SUBGRAPH,
  COMPLIANCE_SUBGRAPH,
  SUPPLY_SUBGRAPH,
  IMPORTS_SUBGRAPH,
  INSIGHTS_SUBGRAPH,
];

/** The collections of all subgraphs. */
export const MODELS: readonly ModelDefinition[] = [
  ...WRITE_MODELS,
  ...MARKETS_MODELS,
  ...VEHICLES_MODELS,
  ...SERVICE_MODELS,
  ...FINANCE_MODELS,
  ...INFRASTRUCTURE_MODELS,
  ...COMPLIANCE_MODELS,
  ...SUPPLY_MODELS,
  ...IMPORTS_MODELS,
];
