import type { Operation } from '../method/contestant.js';

/** Countries that have seeds of every kind. */
export const COUNTRY_CODES = ['AU', 'BR', 'DE', 'FR', 'GB', 'ID', 'MX', 'NL', 'NO', 'TH'] as const;

/** How many rows of a kind the main query asks for in each country. */
export const ROWS = { chargingLocations: 5, servicePoints: 5, financingProducts: 3, guaranteeProgrammes: 1 } as const;

/** What workshops must be able to do to be in the answer. */
export const CAPABILITY = 'HV_LEVEL_3_LIVE_WORK';

/** The main query: money, charging, service, finance and guarantee of ten countries at once. */
export const MAIN_QUERY: Operation = {
  name: 'main query',
  query: `query TenCountries($codes: [CountryCode!]!) {
    countries(filter: { codes: $codes }, first: ${COUNTRY_CODES.length}) {
      nodes {
        name
        currency
        chargingLocations(first: ${ROWS.chargingLocations}) {
          nodes {
            name
            city
            evses { uid status connectors { standard powerType maxElectricPower } }
          }
        }
        servicePoints(first: ${ROWS.servicePoints}, capabilities: [${CAPABILITY}]) {
          nodes { name address { addressLocality postalCode } capabilities { code maxVoltage } }
        }
        financingProducts(first: ${ROWS.financingProducts}) {
          nodes { name kind currency minAmount maxAmount partner { name kind } }
        }
        guaranteeProgrammes(first: ${ROWS.guaranteeProgrammes}) { nodes { name component years km } }
      }
    }
  }`,
  variables: { codes: COUNTRY_CODES },
};
