import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { type Subgraph, subgraph, type Value } from './subgraph-fixture.js';

/** Generated data that four subgraphs and one merged schema answer from, with the same resolvers. */
export interface World {
  subgraphs: Subgraph[];
  merged: GraphQLSchema;
}

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<Value, unknown>>>;

const CATALOG = `
  type Query { products(first: Int = 2): [Product!]! product(id: ID!): Product things: [Thing] node(id: ID!): Node }
  interface Node @key(fields: "id") { id: ID! }
  interface Named { name(lang: Lang = EN): String }
  enum Lang { EN TH }
  enum Kind { CAR BIKE }
  input Filter { kinds: [Kind!] = [CAR, BIKE] limit: Int! = 5 }
  union Thing = Product | Maker
  type Product implements Node & Named @key(fields: "id") {
    id: ID! name(lang: Lang = EN): String kind: Kind size: Size related(filter: Filter): [Product] price(currency: String! = "EUR"): Int!
    maker: Maker tags: [String!]
  }
  type Size { width: Int height: Int }
  type Maker implements Node & Named @key(fields: "id") { id: ID! name(lang: Lang = EN): String products: [Product!] }
`;
const STOCK = `
  type Product @key(fields: "id") { id: ID! size: Size @external price(currency: String! = "EUR"): Int! @external
    stock: Int volume: Int @requires(fields: "size { width height }") fee: Int @requires(fields: "price(currency: \\"USD\\")")
    warehouses: [Warehouse!] }
  type Size @external { width: Int height: Int }
  type Warehouse @key(fields: "id") @key(fields: "city number") { id: ID! city: String! number: Int! }
`;
const REVIEWS = `
  type Query { reviews: [Review!] }
  type Product @key(fields: "id") { id: ID! reviews(min: Int! = 0): [Review!]! }
  type Review @key(fields: "id") { id: ID! stars: Int author: User subject: Subject }
  union Subject = Product | Warehouse
  type Warehouse @key(fields: "city number") { city: String! number: Int! reviews: [Review] capacity: Int! }
  type User @key(fields: "email") { email: String! nick: String favourites: [Product!] }
`;
const RATINGS = `
  type Node @key(fields: "id") @interfaceObject { id: ID! rating(scale: Int = 1): Int badge: String! }
  type User @key(fields: "email") { email: String! manager: User! }
`;
const MERGED = `
  type Query { products(first: Int = 2): [Product!]! product(id: ID!): Product things: [Thing] node(id: ID!): Node reviews: [Review!] }
  interface Node { id: ID! rating(scale: Int = 1): Int badge: String! }
  interface Named { name(lang: Lang = EN): String }
  enum Lang { EN TH }
  enum Kind { CAR BIKE }
  input Filter { kinds: [Kind!] = [CAR, BIKE] limit: Int! = 5 }
  union Thing = Product | Maker
  union Subject = Product | Warehouse
  type Product implements Node & Named {
    id: ID! name(lang: Lang = EN): String kind: Kind size: Size related(filter: Filter): [Product] price(currency: String! = "EUR"): Int!
    maker: Maker tags: [String!] stock: Int volume: Int fee: Int warehouses: [Warehouse!] reviews(min: Int! = 0): [Review!]!
    rating(scale: Int = 1): Int badge: String!
  }
  type Size { width: Int height: Int }
  type Maker implements Node & Named { id: ID! name(lang: Lang = EN): String products: [Product!] rating(scale: Int = 1): Int badge: String! }
  type Warehouse { id: ID! city: String! number: Int! reviews: [Review] capacity: Int! }
  type Review { id: ID! stars: Int author: User subject: Subject }
  type User { email: String! nick: String favourites: [Product!] manager: User! }
`;

/**
 * Fields that may fail, by coordinate. Keys and required fields never do: a merged schema has no use for them. Nor does
 * `badge`, which cannot be null: the planner asks an interface object for it also on types where the client did not.
 */
const FRAGILE = [
  'Product.name',
  'Product.stock',
  'Product.reviews',
  'Review.stars',
  'Node.rating',
  'User.nick',
  'User.manager',
  'Warehouse.capacity',
  'Product.related',
];

/**
 * Builds a world.
 * @param random numbers in [0, 1), the same sequence for the same world
 * @param fragile the share of fragile fields that fail, each for certain objects
 */
export function buildWorld(random: () => number, fragile: number): World {
  const pick = (count: number) => Math.floor(random() * count);
  const maybe = <T>(value: T): T | null => (random() < 0.2 ? null : value);
  const some = <T>(values: readonly T[]): T[] => values.filter(() => random() < 0.6);

  const users: Value[] = [0, 1].map((n) => ({
    __typename: 'User',
    email: `u${n}@example.org`,
    nick: maybe(`nick ${n}`),
  }));
  const makers: Value[] = [0, 1].map((n) => ({ __typename: 'Maker', id: `m${n}`, name: maybe(`Maker ${n}`) }));
  const products: Value[] = Array.from({ length: 1 + pick(3) }, (_, n) => ({
    __typename: 'Product',
    id: `p${n}`,
    name: maybe(`Product ${n}`),
    kind: maybe(['CAR', 'BIKE'][pick(2)]),
    size: maybe({ width: maybe(pick(9)), height: pick(9) }),
    price: pick(100),
    maker: maybe(makers[pick(2)]),
    tags: maybe(['x', 'y']),
    stock: maybe(pick(50)),
  }));
  const warehouses: Value[] = [0, 1].map((n) => ({
    __typename: 'Warehouse',
    id: `w${n}`,
    city: 'Oslo',
    number: n,
    capacity: n * 10,
  }));
  const reviews: Value[] = [0, 1, 2].map((n) => ({
    __typename: 'Review',
    id: `r${n}`,
    stars: maybe(pick(5)),
    author: maybe(users[pick(2)]),
    subject: maybe([...products, ...warehouses][pick(products.length + 2)]),
  }));
  for (const product of products) {
    product.related = [...some(products), null];
    product.warehouses = maybe(some(warehouses));
  }
  for (const maker of makers) maker.products = maybe(some(products));
  for (const user of users) {
    user.favourites = maybe(some(products));
    user.manager = users[pick(2)];
  }
  const all = new Map([...products, ...makers].map((node) => [node.id, node]));

  const broken = new Map<string, 'error' | 'null'>();
  for (const coordinate of FRAGILE) {
    for (const object of [...products, ...makers, ...users, ...reviews, ...warehouses]) {
      if (random() < fragile)
        broken.set(`${coordinate} ${object.id ?? object.email}`, random() < 0.5 ? 'error' : 'null');
    }
  }
  const guarded = (
    coordinate: string,
    resolve: GraphQLFieldResolver<Value, unknown>,
  ): GraphQLFieldResolver<Value, unknown> => {
    return (source, args, context, info) => {
      const failure = broken.get(`${coordinate} ${source.id ?? source.email}`);
      if (failure === 'error') throw new Error(`${coordinate} of ${source.id ?? source.email} failed`);
      return failure === 'null' ? null : resolve(source, args, context, info);
    };
  };

  const full = (source: Value, list: readonly Value[], key: string) =>
    list.find((item) => item[key] === source[key]) ?? {};
  const product = (source: Value) => full(source, products, 'id');
  const warehouse = (source: Value) => full(source, warehouses, 'number');
  const named: GraphQLFieldResolver<Value, unknown> = ({ id }, { lang }) => {
    const name = all.get(id)?.name;
    return name ? `${name} ${lang}` : null;
  };
  const rating: GraphQLFieldResolver<Value, unknown> = ({ id }, { scale }) => String(id).length * Number(scale ?? 0);
  const node = { rating: guarded('Node.rating', rating), badge: guarded('Node.badge', ({ id }) => `badge ${id}`) };

  const catalog: Resolvers = {
    Query: {
      products: (_source, { first }) => products.slice(0, Number(first ?? 0)),
      product: (_source, { id }) => products.find((item) => item.id === id) ?? null,
      things: () => [...products, ...makers],
      node: (_source, { id }) => all.get(id) ?? null,
    },
    Product: {
      name: guarded('Product.name', named),
      kind: (source) => product(source).kind,
      size: (source) => product(source).size,
      price: (source, { currency }) => Number(product(source).price) + String(currency).length,
      related: guarded('Product.related', (source, { filter }) =>
        (product(source).related as Value[])
          .filter((other) => other === null || !filter || other.kind === null || filter.kinds.includes(other.kind))
          .slice(0, filter?.limit),
      ),
      maker: (source) => product(source).maker,
      tags: (source) => product(source).tags,
    },
    Maker: { name: named, products: (source) => full(source, makers, 'id').products },
  };
  const stock: Resolvers = {
    Product: {
      stock: guarded('Product.stock', (source) => product(source).stock),
      warehouses: (source) => product(source).warehouses,
    },
    Warehouse: {
      id: (source) => warehouse(source).id,
      city: (source) => warehouse(source).city ?? full(source, warehouses, 'id').city,
      number: (source) => source.number ?? full(source, warehouses, 'id').number,
    },
  };
  // From the representation, so that a required field that does not arrive shows.
  const required: Resolvers = {
    Product: {
      volume: ({ size }) => volume(size as Value | null),
      fee: ({ price }) => Number(price) * 2,
    },
  };
  const computed: Resolvers = {
    Product: {
      volume: (source) => volume(product(source).size as Value | null),
      fee: (source) => (Number(product(source).price) + 'USD'.length) * 2,
    },
  };
  const review: Resolvers = {
    Query: { reviews: () => reviews },
    Product: {
      reviews: guarded('Product.reviews', (source, { min }) =>
        reviews.filter(
          (item) => (item.subject as Value | null)?.id === source.id && Number(item.stars ?? 0) >= Number(min),
        ),
      ),
    },
    Review: {
      stars: guarded('Review.stars', (source) => full(source, reviews, 'id').stars),
      author: (source) => full(source, reviews, 'id').author,
      subject: (source) => full(source, reviews, 'id').subject,
    },
    Warehouse: {
      reviews: (source) => reviews.filter((item) => item.subject === warehouse(source)),
      capacity: (source) =>
        guarded('Warehouse.capacity', () => warehouse(source).capacity)(warehouse(source), {}, null, null as never),
    },
    User: {
      nick: guarded('User.nick', (source) => full(source, users, 'email').nick),
      favourites: (source) => full(source, users, 'email').favourites,
    },
  };
  const social: Resolvers = {
    User: {
      manager: guarded('User.manager', (source) => full(source, users, 'email').manager),
    },
  };

  const merged = buildSchema(MERGED);
  for (const resolvers of [catalog, stock, computed, review, social, { Product: node, Maker: node }]) {
    for (const [typeName, fields] of Object.entries(resolvers)) {
      const type = merged.getType(typeName);
      if (!isObjectType(type)) continue;
      for (const [name, resolve] of Object.entries(fields)) {
        const field = type.getFields()[name];
        if (field) field.resolve = resolve;
      }
    }
  }
  return {
    merged,
    subgraphs: [
      subgraph('catalog', CATALOG, { fields: catalog, entities: { Node: ({ id }) => all.get(id) } }),
      subgraph('stock', STOCK, {
        fields: { Product: { ...stock.Product, ...required.Product }, Warehouse: { ...stock.Warehouse } },
      }),
      subgraph('reviews', REVIEWS, { fields: review }),
      subgraph('ratings', RATINGS, { fields: { ...social, Node: node } }),
    ],
  };
}

function volume(size: Value | null): number | null {
  return size === null || size.width === null ? null : Number(size.width) * Number(size.height);
}

/** A small generator of numbers in [0, 1) (mulberry32), so that a failing world can be rebuilt from its seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
