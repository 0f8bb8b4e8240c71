import type { Operation } from '../method/contestant.js';

/** Ten countries with five charging locations and three products with their partner each: about 17 kB. */
export const TYPICAL: Operation = {
  name: 'typical',
  query: `query Markets($codes: [ID!]!) {
    countries(codes: $codes) {
      code
      name
      currency
      chargingLocations(first: 5) { id name city latitude longitude status maxPowerKW connectorStandards }
      financingProducts(first: 3) { id name kind currency minAmount maxAmount partner { id name kind } }
    }
  }`,
  variables: { codes: ['DE', 'NO', 'FR', 'GB', 'NL', 'TR', 'TH', 'ID', 'BR', 'MX'] },
};

/** One name: what a request costs before it asks for anything. */
export const TINY: Operation = { name: 'tiny', query: '{ country(code: "NO") { name } }' };
