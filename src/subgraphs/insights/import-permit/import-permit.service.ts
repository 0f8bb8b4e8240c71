import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { storedOperation } from '../../../kernel/graph/stored-operation.js';
import type { RequestContext } from '../../../kernel/request-context.js';
import { InputLedger, type ProvenanceReading } from '../answer/ledger.js';
import { readGraph } from '../operation/read-graph.js';
import {
  checkPermit,
  type NetworkFacts,
  type NetworkRule,
  type NetworkWorkshop,
  overall,
  PermitVerdict,
} from './check-permit.js';
import type { ImportPermit } from './import-permit.type.js';

const IMPORT_PERMIT_OPERATION = storedOperation('./import-permit.graphql', import.meta.url);

interface RuleReading extends NetworkRule {
  readonly policyId: string;
  readonly scope: string;
  readonly powertrains: readonly string[];
  readonly excludedOriginCountries: readonly string[];
  readonly excludedOriginTradeRegions: readonly string[];
  readonly provenance: ProvenanceReading;
}

interface WorkshopReading {
  readonly id: string;
  readonly address: { readonly addressRegion: string | null };
  readonly networks: readonly { readonly networkId: string }[] | null;
  readonly capabilities: NetworkWorkshop['certificates'];
}

interface NetworkReading extends NetworkFacts {
  readonly networkId: string;
  readonly provenance: ProvenanceReading;
}

interface CountryReading {
  readonly policies: readonly RuleReading[] | null;
  readonly serviceNetworks: {
    readonly nodes: readonly NetworkReading[];
  } | null;
  readonly servicePoints: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly WorkshopReading[];
  } | null;
}

/** Holds a network against the rules in force. BAD_USER_INPUT for a country or a network that there is not. */
export async function importPermit(
  context: RequestContext,
  country: string,
  networkId: string,
  asOf: string,
): Promise<ImportPermit> {
  const ledger = new InputLedger();
  const reading = await pageOf(context, country, networkId, asOf, null);
  if (reading === null) throw badUserInput('country', 'is no country of this graph');
  const network = reading.serviceNetworks?.nodes.find((one) => one.networkId === networkId);
  if (reading.serviceNetworks !== null && network === undefined) {
    throw badUserInput('networkId', `is no service network of ${country}`);
  }
  if (reading.policies === null) {
    ledger.missing('rules', `The policies of ${country} are out of reach.`);
    return { ...ledger.close(asOf), verdict: PermitVerdict.UNDECIDED, rules: [] };
  }
  for (const { policyId, scope, provenance } of reading.policies) ledger.used(`rule ${policyId}`, scope, provenance);
  if (reading.policies.length === 0) {
    ledger.used(`rules on service networks of ${country}`, 0);
    return { ...ledger.close(asOf), verdict: PermitVerdict.PASS, rules: [] };
  }
  const workshops = await workshopsOf(context, country, networkId, asOf, reading);
  if (workshops === null) {
    ledger.missing('workshops', `The workshops of ${country} are out of reach.`);
    return { ...ledger.close(asOf), verdict: PermitVerdict.UNDECIDED, rules: [] };
  }
  ledger.used(`open workshops of ${networkId}`, workshops.length, network?.provenance);
  const rules = reading.policies.map((rule) => {
    const checked = checkPermit(rule, workshops, asOf, network);
    for (const { code, verdict, explanation } of checked.requirements) {
      if (verdict === PermitVerdict.UNDECIDED) ledger.missing(`${rule.policyId} ${code}`, explanation);
    }
    return {
      policyId: rule.policyId,
      scope: rule.scope,
      powertrains: rule.powertrains,
      excludedOrigins: [...rule.excludedOriginTradeRegions, ...rule.excludedOriginCountries],
      verdict: checked.verdict,
      requirements: checked.requirements,
      lapsed: checked.lapsed.map((id) => ({ id })),
      uncertified: checked.uncertified.map((id) => ({ id })),
    };
  });
  return { ...ledger.close(asOf), verdict: overall(rules.map(({ verdict }) => verdict)), rules };
}

async function pageOf(context: RequestContext, country: string, networkId: string, asOf: string, after: string | null) {
  const variables = { country, networkId, asOf, after };
  const { data } = await readGraph<{ country: CountryReading | null }>(context, IMPORT_PERMIT_OPERATION, variables);
  return data?.country ?? null;
}

/** All open workshops of the network, page by page; null where a page is out of reach. */
async function workshopsOf(
  context: RequestContext,
  country: string,
  networkId: string,
  asOf: string,
  first: CountryReading,
): Promise<NetworkWorkshop[] | null> {
  const workshops: NetworkWorkshop[] = [];
  let page = first.servicePoints;
  while (page !== null) {
    for (const { id, address, networks, capabilities } of page.nodes) {
      if (networks === null) return null;
      if (networks.some((network) => network.networkId === networkId)) {
        workshops.push({ id, region: address.addressRegion, certificates: capabilities });
      }
    }
    if (!page.pageInfo.hasNextPage) return workshops;
    page = (await pageOf(context, country, networkId, asOf, page.pageInfo.endCursor))?.servicePoints ?? null;
  }
  return null;
}
