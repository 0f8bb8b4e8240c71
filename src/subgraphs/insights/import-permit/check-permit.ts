/** A rule on service networks, as the graph tells it; null for what it does not ask for. */
export interface NetworkRule {
  readonly minServicePoints: number | null;
  readonly minServicePointsPerRegion: number | null;
  readonly regions: number | null;
  readonly minCallCentreSeats: number | null;
  readonly stationCertificate: string | null;
  readonly residentRepresentative: boolean | null;
}

/** An open workshop of the network. */
export interface NetworkWorkshop {
  readonly id: string;
  /** First-level part of the country; null where the source has none. */
  readonly region: string | null;
  readonly certificates: readonly { readonly certificate: string | null; readonly validTo: string | null }[];
}

/** What a network tells of itself; null or empty where no data tells. */
export interface NetworkFacts {
  readonly callCentreSeats: number | null;
  readonly residentRepresentative: boolean | null;
  /** Parts of the country with their first-level subdivisions. */
  readonly regions: readonly { readonly name: string; readonly subdivisions: readonly string[] }[];
}

const NOTHING_TOLD: NetworkFacts = { callCentreSeats: null, residentRepresentative: null, regions: [] };

export enum PermitVerdict {
  PASS = 'PASS',
  FAIL = 'FAIL',
  UNDECIDED = 'UNDECIDED',
}

export enum PermitRequirementCode {
  SERVICE_POINTS = 'SERVICE_POINTS',
  SERVICE_POINTS_PER_REGION = 'SERVICE_POINTS_PER_REGION',
  CALL_CENTRE_SEATS = 'CALL_CENTRE_SEATS',
  RESIDENT_REPRESENTATIVE = 'RESIDENT_REPRESENTATIVE',
}

export interface CheckedRequirement {
  readonly code: PermitRequirementCode;
  readonly required: number;
  /** Null where no data tells. */
  readonly found: number | null;
  /** How many are lacking; null where no data tells. */
  readonly lacking: number | null;
  readonly verdict: PermitVerdict;
  readonly explanation: string;
}

export interface CheckedRule {
  readonly verdict: PermitVerdict;
  readonly requirements: readonly CheckedRequirement[];
  /** Workshops that would count if their certificate had not lapsed. */
  readonly lapsed: readonly string[];
  /** Workshops that never had it. */
  readonly uncertified: readonly string[];
}

/**
 * Holds a network against a rule of the Turkish kind: so many workshops with the certificate, so many of them in each region,
 * seats of a call centre, a resident representative. What no data tells is undecided, never passed.
 */
export function checkPermit(
  rule: NetworkRule,
  workshops: readonly NetworkWorkshop[],
  asOf: string,
  network: NetworkFacts = NOTHING_TOLD,
): CheckedRule {
  const wanted = rule.stationCertificate;
  const holding = workshops.map((workshop) => ({
    workshop,
    held: workshop.certificates.filter(({ certificate }) => wanted === null || names(certificate, wanted)),
  }));
  const certified = holding.filter(
    ({ held }) => wanted === null || held.some(({ validTo }) => validTo === null || validTo > asOf),
  );
  const others = holding.filter((one) => !certified.includes(one));
  const requirements = [
    ...counted(rule, certified.length),
    ...perRegion(
      rule,
      certified.map(({ workshop }) => regionOf(workshop, network)),
    ),
    ...told(PermitRequirementCode.CALL_CENTRE_SEATS, rule.minCallCentreSeats, network.callCentreSeats, 'seats'),
    ...told(
      PermitRequirementCode.RESIDENT_REPRESENTATIVE,
      rule.residentRepresentative === true ? 1 : null,
      network.residentRepresentative === null ? null : Number(network.residentRepresentative),
      'resident representative',
    ),
  ];
  return {
    verdict: overall(requirements.map(({ verdict }) => verdict)),
    requirements,
    lapsed: others.filter(({ held }) => held.length > 0).map(({ workshop }) => workshop.id),
    uncertified: others.filter(({ held }) => held.length === 0).map(({ workshop }) => workshop.id),
  };
}

/** The region of a workshop by the division of its network; where that has none, the name that the address gives. */
function regionOf({ region }: NetworkWorkshop, { regions }: NetworkFacts): string | null {
  if (region === null || regions.length === 0) return region;
  const own = regions.find(({ name, subdivisions }) => subdivisions.includes(region) || name === region);
  return own?.name ?? null;
}

/** One failure fails all; without any, one that is undecided leaves all undecided. */
export function overall(verdicts: readonly PermitVerdict[]): PermitVerdict {
  if (verdicts.includes(PermitVerdict.FAIL)) return PermitVerdict.FAIL;
  return verdicts.includes(PermitVerdict.UNDECIDED) ? PermitVerdict.UNDECIDED : PermitVerdict.PASS;
}

/** A certificate is named by its scheme, alone or before its number: "TSE", "TSE TS 12047". */
function names(certificate: string | null, scheme: string): boolean {
  return certificate === scheme || (certificate?.startsWith(`${scheme} `) ?? false);
}

function counted({ minServicePoints: required }: NetworkRule, found: number): CheckedRequirement[] {
  if (required === null) return [];
  const lacking = Math.max(0, required - found);
  return [
    {
      code: PermitRequirementCode.SERVICE_POINTS,
      required,
      found,
      lacking,
      verdict: lacking === 0 ? PermitVerdict.PASS : PermitVerdict.FAIL,
      explanation: `${found} of ${required} certified workshops`,
    },
  ];
}

/** Workshops without a region could stand in any: they decide nothing unless all together are too few. */
function perRegion(rule: NetworkRule, found: readonly (string | null)[]): CheckedRequirement[] {
  const { minServicePointsPerRegion: each, regions } = rule;
  if (each === null || regions === null) return [];
  const perName = new Map<string, number>();
  for (const region of found) if (region !== null) perName.set(region, (perName.get(region) ?? 0) + 1);
  // More names than regions are those of a finer division: which belongs to which region is not known.
  const comparable = perName.size <= regions;
  const inRegions = [...perName.values()].reduce((sum, count) => sum + Math.min(each, count), 0);
  const unplaced = comparable ? found.filter((region) => region === null).length : found.length;
  const placed = comparable ? inRegions : 0;
  const required = each * regions;
  const least = Math.max(0, required - placed - unplaced);
  const verdict = least > 0 ? PermitVerdict.FAIL : placed >= required ? PermitVerdict.PASS : PermitVerdict.UNDECIDED;
  return [
    {
      code: PermitRequirementCode.SERVICE_POINTS_PER_REGION,
      required,
      found: unplaced > 0 ? null : placed,
      lacking: verdict === PermitVerdict.UNDECIDED ? null : least,
      verdict,
      explanation: `${each} in each of ${regions} regions; the region of ${unplaced} certified workshops is not known`,
    },
  ];
}

/** A figure that the network tells of itself. */
function told(
  code: PermitRequirementCode,
  required: number | null,
  found: number | null,
  what: string,
): CheckedRequirement[] {
  if (required === null) return [];
  if (found === null) {
    const explanation = `No data tells: ${what}.`;
    return [{ code, required, found, lacking: null, verdict: PermitVerdict.UNDECIDED, explanation }];
  }
  const lacking = Math.max(0, required - found);
  const verdict = lacking === 0 ? PermitVerdict.PASS : PermitVerdict.FAIL;
  return [{ code, required, found, lacking, verdict, explanation: `${found} of ${required}: ${what}` }];
}
