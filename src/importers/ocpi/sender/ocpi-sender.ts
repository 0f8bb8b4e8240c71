/** Modules of OCPI that are polled. */
export const POLLED_MODULES = ['locations', 'tariffs'] as const;
export type PolledModule = (typeof POLLED_MODULES)[number];

/** An OCPI Sender that is polled, as it is configured. */
export interface OcpiSender {
  /** Names its state, its reports and what it has in quarantine. */
  readonly name: string;
  /** Credentials token. */
  readonly token: string;
  /** How the token is sent: OCPI 2.2.1 and later say Base64, older senders want it as it is. */
  readonly tokenEncoding: 'base64' | 'raw';
  readonly version: '2.2.1' | '2.3.0';
  /** Where its versions are; null where the endpoints are given. */
  readonly versionsUrl: string | null;
  /** Endpoints of its Sender interfaces; null for modules that are not polled, or are found by `versionsUrl`. */
  readonly endpoints: Readonly<Record<PolledModule, string | null>>;
  /** `CC*PID` of the parties whose objects it may give; null for all but those of other senders. */
  readonly parties: ReadonlySet<string> | null;
  /** `CC*PID` that other senders name. */
  readonly otherParties: ReadonlySet<string>;
  /** Objects a page, at most; a sender may give fewer. */
  readonly pageSize: number;
  readonly intervalSeconds: number;
  /** How often all objects are listed, and not only those that have changed. */
  readonly fullIntervalSeconds: number;
  /** Share of the stored objects, 0 to 1, that one listing may take away. */
  readonly maximumRemovedShare: number;
}

/** True where the sender may give objects of a party (`CC*PID`, upper case). */
export function isPartyOf({ parties, otherParties }: OcpiSender, party: string): boolean {
  return parties === null ? !otherParties.has(party) : parties.has(party);
}
