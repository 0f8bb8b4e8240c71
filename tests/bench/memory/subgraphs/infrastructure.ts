import { LOCATIONS_BY_COUNTRY } from '../data.js';
import type { SubgraphModule } from './subgraph-module.js';

export const INFRASTRUCTURE: SubgraphModule = {
  name: 'infrastructure',
  sdl: `
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Country @key(fields: "code") {
      code: ID!
      chargingLocations(first: Int!): [ChargingLocation!]!
    }
    type ChargingLocation {
      id: ID!
      name: String!
      city: String!
      latitude: Float!
      longitude: Float!
      status: String!
      maxPowerKW: Float!
      connectorStandards: [String!]!
    }`,
  resolvers: {
    Country: {
      chargingLocations: ({ code }: { code: string }, { first }: { first: number }) =>
        LOCATIONS_BY_COUNTRY.get(code)?.slice(0, first) ?? [],
    },
  },
  entities: { Country: ({ code }: { code: string }) => ({ code }) },
};
