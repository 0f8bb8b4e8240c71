import type { SubgraphModule } from '../../memory/subgraphs/subgraph-module.js';
import {
  PRODUCT_BY_UPC,
  PRODUCTS,
  PRODUCTS_IN_STOCK,
  type ProductRow,
  REVIEWS,
  type ReviewRow,
  USER_BY_ID,
  USERS,
} from './rows.js';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@provides", "@requires", "@shareable"])`;

const ACCOUNTS: SubgraphModule = {
  name: 'accounts',
  sdl: `${LINK}
    type Query { me: User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable }`,
  resolvers: { Query: { me: () => USERS[0], users: () => USERS } },
  entities: { User: ({ id }: { id: string }) => USER_BY_ID.get(id) ?? null },
};

const PRODUCTS_SUBGRAPH: SubgraphModule = {
  name: 'products',
  sdl: `${LINK}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  resolvers: { Query: { topProducts: (_root: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) } },
  entities: { Product: ({ upc }: { upc: string }) => PRODUCT_BY_UPC.get(upc) ?? null },
};

const INVENTORY: SubgraphModule = {
  name: 'inventory',
  sdl: `${LINK}
    type Product @key(fields: "upc") {
      upc: String!
      price: Int @external
      weight: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  resolvers: {
    Product: {
      inStock: ({ upc }: ProductRow) => PRODUCTS_IN_STOCK.has(upc),
      shippingEstimate: ({ price, weight }: ProductRow) => (price > 1_000 ? 0 : Math.floor(weight / 2)),
    },
  },
  entities: { Product: (reference: ProductRow) => reference },
};

/** As in the published data, everybody has written the first two reviews, and the first user has written all. */
const REVIEWS_SUBGRAPH: SubgraphModule = {
  name: 'reviews',
  sdl: `${LINK}
    type Review @key(fields: "id") {
      id: ID!
      body: String
      author: User @provides(fields: "username")
      product: Product
    }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
  resolvers: {
    Review: {
      author: () => ({ id: USERS[0]?.id, username: USERS[0]?.username }),
      product: ({ productUpc }: ReviewRow) => ({ upc: productUpc }),
    },
    User: { reviews: () => REVIEWS.slice(0, 2) },
    Product: { reviews: ({ upc }: { upc: string }) => REVIEWS.filter(({ productUpc }) => productUpc === upc) },
  },
  entities: {
    Review: ({ id }: { id: string }) => REVIEWS.find((review) => review.id === id) ?? null,
    User: ({ id }: { id: string }) => ({ id }),
    Product: ({ upc }: { upc: string }) => ({ upc }),
  },
};

/** The four subgraphs of the catalogue. */
export const CATALOGUE: readonly SubgraphModule[] = [ACCOUNTS, PRODUCTS_SUBGRAPH, INVENTORY, REVIEWS_SUBGRAPH];
