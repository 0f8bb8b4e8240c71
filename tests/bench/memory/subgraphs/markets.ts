import { COUNTRY_BY_CODE, type CountryRow } from '../data.js';
import type { SubgraphModule } from './subgraph-module.js';

export const MARKETS: SubgraphModule = {
  name: 'markets',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query {
      country(code: ID!): Country
      countries(codes: [ID!]!): [Country!]!
    }
    type Country @key(fields: "code") {
      code: ID!
      name: String!
      currency: String!
    }`,
  resolvers: {
    Query: {
      country: (_root: unknown, { code }: { code: string }) => COUNTRY_BY_CODE.get(code) ?? null,
      countries: (_root: unknown, { codes }: { codes: readonly string[] }) =>
        codes.flatMap((code): CountryRow[] => {
          const row = COUNTRY_BY_CODE.get(code);
          return row === undefined ? [] : [row];
        }),
    },
  },
  entities: { Country: ({ code }: { code: string }) => COUNTRY_BY_CODE.get(code) ?? null },
};
