/** The markets that are seeded in depth: offers, products, guarantees, and sites wherever towns are known. */
export const DEEP_MARKETS = [
  'AE',
  'AU',
  'BR',
  'CN',
  'DE',
  'ES',
  'FR',
  'GB',
  'ID',
  'IT',
  'MX',
  'NL',
  'NO',
  'SE',
  'TH',
  'TR',
  'US',
  'ZA',
] as const;

/** ISO 3166-1 alpha-2 code of a market that is seeded in depth. */
export type DeepMarket = (typeof DEEP_MARKETS)[number];
