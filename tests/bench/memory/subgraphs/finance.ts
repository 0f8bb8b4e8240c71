import { type FinancingProductRow, PARTNER_BY_ID, PRODUCTS_BY_COUNTRY } from '../data.js';
import type { SubgraphModule } from './subgraph-module.js';

export const FINANCE: SubgraphModule = {
  name: 'finance',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Country @key(fields: "code") {
      code: ID!
      financingProducts(first: Int!): [FinancingProduct!]!
    }
    type FinancingProduct {
      id: ID!
      name: String!
      kind: String!
      currency: String!
      minAmount: String!
      maxAmount: String!
      partner: FinancePartner!
    }
    type FinancePartner @key(fields: "id") {
      id: ID!
      name: String!
      kind: String!
    }`,
  resolvers: {
    Country: {
      financingProducts: ({ code }: { code: string }, { first }: { first: number }) =>
        PRODUCTS_BY_COUNTRY.get(code)?.slice(0, first) ?? [],
    },
    FinancingProduct: {
      partner: ({ partnerId }: FinancingProductRow) => PARTNER_BY_ID.get(partnerId),
    },
  },
  entities: {
    Country: ({ code }: { code: string }) => ({ code }),
    FinancePartner: ({ id }: { id: string }) => PARTNER_BY_ID.get(id) ?? null,
  },
};
