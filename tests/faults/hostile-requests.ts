/** One request that nobody with good intentions sends. */
export interface HostileRequest {
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
}

/** Random numbers that are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** From `from` to `to`, both included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.integer(0, items.length - 1)] ?? items[0];
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.integer(0, 255)));
  }
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** Names that mean something to JavaScript. */
const TREACHEROUS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '__schema',
] as const;

/** What JSON says that no field of a request should be. */
const MISFITS: readonly [unknown, ...unknown[]] = [null, 0, -1, 1e308, true, '', [], {}, [[]], ['x'], { a: 1 }, 'x'];

type Recipe = (random: Random) => Omit<HostileRequest, 'kind'>;

const RECIPES: readonly [[string, Recipe], ...[string, Recipe][]] = [
  ['damaged JSON', (random) => post(damaged(JSON.stringify({ query: COUNTRIES, variables: { n: 1 } }), random))],
  [
    'fields of wrong types',
    (random) =>
      operation({
        query: random.pick(MISFITS),
        variables: random.pick(MISFITS),
        operationName: random.pick(MISFITS),
        extensions: random.pick(MISFITS),
      }),
  ],
  ['body that is no object', (random) => post(JSON.stringify(random.pick(MISFITS)))],
  [
    'random bytes',
    (random) => ({
      ...post(random.bytes(random.integer(1, 4_000))),
      headers: {
        'content-type': random.pick([
          'application/json',
          'text/plain',
          'application/graphql',
          'multipart/form-data',
          'x',
          'application/json; charset=utf-16',
        ]),
      },
    }),
  ],
  [
    'deep document',
    (random) =>
      query(
        nested(
          random.pick(['countries { nodes ', '... ', 'a ', '__schema { types { fields { type ']),
          random.pick([30, 300, 3_000, 30_000]),
        ),
      ),
  ],
  [
    'deep literal',
    (random) => query(`{ countries(filter: ${nestedValue(random, random.pick([30, 3_000, 30_000]))}) { totalCount } }`),
  ],
  [
    'wide document',
    (random) =>
      query(
        `{ ${random
          .pick(['__typename ', 'countries { totalCount } ', 'makers { nodes { name } } '])
          .repeat(random.pick([60, 600, 6_000, 30_000]))} }`,
      ),
  ],
  [
    'alias bomb',
    (random) =>
      query(
        `{ ${Array.from({ length: random.pick([20, 90, 200, 20_000]) }, (_, n) => `a${n}: countries(first: 200) { nodes { chargingLocations(first: 200) { totalCount } } }`).join(' ')} }`,
      ),
  ],
  ['fragment bomb', (random) => query(fragmentBomb(random, random.pick([5, 15, 60, 600])))],
  [
    'directive bomb',
    (random) =>
      query(
        `{ __typename ${random
          .pick(['@skip(if: false) ', '@include(if: true) ', '@a', '@deprecated '])
          .repeat(random.pick([40, 400, 8_000]))} }`,
      ),
  ],
  [
    'introspection bomb',
    (random) =>
      query(`{ __schema { types { ${'fields { type { '.repeat(random.integer(1, 9))}name${' } }'.repeat(9)} } }`),
  ],
  ['list bomb', (random) => query(listBomb(random))],
  [
    'wrong token',
    (random) => ({ ...query('{ __typename }'), headers: { ...JSON_HEADERS, authorization: token(random) } }),
  ],
  ['huge variables', (random) => post(hugeVariables(random))],
  [
    'variables of wrong types',
    (random) =>
      operation({
        query: COUNTRIES,
        variables: { n: random.pick(MISFITS), codes: random.pick(MISFITS), after: random.pick(MISFITS) },
      }),
  ],
  [
    'numbers beyond reason',
    (random) =>
      post(
        `{"query":${JSON.stringify(COUNTRIES)},"variables":{"n":${random.pick(['1e999', '-0', '99999999999999999999', '1.5', '-2147483649', '1e-7'])}}}`,
      ),
  ],
  ['treacherous names', (random) => treacherous(random)],
  [
    'list of operations',
    (random) =>
      post(JSON.stringify(Array.from({ length: random.pick([1, 10, 5_000]) }, () => ({ query: '{ __typename }' })))),
  ],
  [
    'persisted query',
    (random) =>
      operation({
        query: random.pick([undefined, '{ __typename }']),
        documentId: random.pick(MISFITS),
        extensions: {
          persistedQuery: random.pick<unknown>([
            { version: random.pick(MISFITS), sha256Hash: random.pick(MISFITS) },
            { version: 1, sha256Hash: random.bytes(32).toString('hex') },
            'x',
            [],
          ]),
        },
      }),
  ],
  [
    'address',
    (random) =>
      get(
        `/graphql?query=${random.pick(['%', '%E0%A4%A', '%00', '{__typename}&query={__typename}', '%7B__typename%7D&variables=%7B', `${'a'.repeat(10_000)}`, 'mutation%7B__typename%7D'])}`,
      ),
  ],
  [
    'other places and methods',
    (random) => ({
      method: random.pick(['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD']),
      path: random.pick([
        '/graphql',
        '/',
        '/../../etc/passwd',
        '/graphql/../healthz',
        '//graphql',
        '/%2e%2e/',
        '/subgraphs/x',
      ]),
      headers: {},
      body: null,
    }),
  ],
  [
    'huge header',
    (random) => ({
      ...query('{ __typename }'),
      headers: { ...JSON_HEADERS, 'x-cost': 'true', 'x-long': 'a'.repeat(random.pick([5_000, 14_000, 40_000])) },
    }),
  ],
  [
    'text',
    (random) =>
      query(
        random.pick([
          '#'.repeat(900_000),
          `{ country(code: "${'\\u0000'.repeat(5_000)}") { name } }`,
          `"""${'x'.repeat(500_000)}""" { __typename }`,
          '{ country(code: "\\uD800") { name } }',
          '\uFEFF{ __typename }',
          '{ соuntry }',
          `{ country(code: ${'9'.repeat(100_000)}) { name } }`,
        ]),
      ),
  ],
  [
    'body beyond the limit',
    (random) => post(JSON.stringify({ query: `{ __typename } #${'x'.repeat(random.integer(1_048_576, 1_300_000))}` })),
  ],
  [
    'false encoding',
    (random) => ({
      ...query('{ __typename }'),
      headers: {
        ...JSON_HEADERS,
        [random.pick(['content-encoding', 'accept-encoding', 'accept'])]: random.pick([
          'gzip',
          'x',
          ';;;',
          'multipart/mixed',
          '*/*;q=x',
        ]),
      },
    }),
  ],
];

const COUNTRIES =
  'query ($n: Int! = 1, $codes: [CountryCode!], $after: String) { countries(first: $n, after: $after, filter: { codes: $codes }) { nodes { code name } } }';

/** The requests of a seed, in their order. */
export function* hostileRequests(count: number, seed: number): Generator<HostileRequest, void, void> {
  const random = new Random(seed);
  for (let index = 0; index < count; index++) {
    const [kind, prepare] = random.pick(RECIPES);
    yield { kind, ...prepare(random) };
  }
}

function post(body: Buffer | string): Omit<HostileRequest, 'kind'> {
  return { method: 'POST', path: '/graphql', headers: JSON_HEADERS, body };
}

function get(path: string): Omit<HostileRequest, 'kind'> {
  return { method: 'GET', path, headers: { 'apollo-require-preflight': 'true' }, body: null };
}

function operation(fields: object): Omit<HostileRequest, 'kind'> {
  return post(JSON.stringify(fields));
}

function query(text: string): Omit<HostileRequest, 'kind'> {
  return operation({ query: text });
}

function damaged(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  for (let damages = random.integer(1, 5); damages > 0; damages--) {
    bytes[random.integer(0, bytes.length - 1)] = random.integer(0, 255);
  }
  return random.next() < 0.3 ? bytes.subarray(0, random.integer(0, bytes.length)) : bytes;
}

/** Some are closed, some are not. */
function nested(opening: string, depth: number): string {
  const open = `{ ${opening}`.repeat(depth);
  return depth % 2 === 0 ? `${open}{ x }${' }'.repeat(depth * opening.split('{').length)}` : open;
}

function nestedValue(random: Random, depth: number): string {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{ a: ', ' }'],
    ['{ codes: [', '] }'],
  ]);
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

function fragmentBomb(random: Random, size: number): string {
  const fragment = (index: number, body: string) => `fragment F${index} on Country { ${body} }`;
  const next = (index: number) => `...F${index + 1}`;
  const body = random.pick<(index: number) => string>([
    (index) => `a: towns { nodes { country { ${next(index)} } } } b: towns { nodes { country { ${next(index)} } } }`,
    (index) => `${next(index)} ${next(index)} name`,
    (index) => (index === size - 1 ? '...F0' : `name ${next(index)}`),
    () => Array.from({ length: size }, (_, other) => `...F${other}`).join(' '),
    (index) => `${'name '.repeat(20)} ${next(index)}`,
  ]);
  const fragments = Array.from({ length: size }, (_, index) => fragment(index, body(index)));
  const start = random.pick(['...F0', 'name', Array.from({ length: size }, (_, index) => `...F${index}`).join(' ')]);
  return `{ countries { nodes { ${start} } } } ${fragments.join(' ')} ${fragment(size, 'name')}`;
}

function listBomb(random: Random): string {
  const first = random.pick([200, 2_147_483_647, -1, 0, 201, 99_999_999_999]);
  const level = random.pick(['countries', 'makers', 'vehicleVariants']);
  const inner = random.pick(['chargingLocations', 'servicePoints', 'offers', 'guaranteeProgrammes']);
  return `{ ${level}(first: ${first}) { edges { cursor } nodes { ... on Country { ${inner}(first: ${first}) { totalCount nodes { id } edges { node { id } } } } } } }`;
}

function token(random: Random): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: 'x', scope: 'internal', iss: 'tripod', aud: 'tripod', exp: 4_102_444_800 };
  return random.pick([
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    `Bearer ${part({ alg: 'none' })}.${part(claims)}.`,
    `Bearer ${part({ alg: 'HS256', kid: 'development' })}.${part(claims)}.${random.bytes(32).toString('base64url')}`,
    `Bearer ${part({ alg: 'EdDSA', kid: '../../etc/passwd' })}.${part(claims)}.${random.bytes(64).toString('base64url')}`,
    `Bearer ${part({ alg: 'EdDSA', jwk: {}, crit: ['x'] })}.${part(claims)}.x`,
    `Bearer ${random.bytes(random.integer(1, 3_000)).toString('base64url')}`,
    `Bearer ${'a.'.repeat(4_000)}`,
    'Bearer a.b.c, Bearer d.e.f',
  ]);
}

function hugeVariables(random: Random): string {
  const size = random.pick([1_000, 50_000, 300_000]);
  const huge = random.pick([
    `${'['.repeat(size)}${']'.repeat(size)}`,
    `${'{"a":'.repeat(Math.min(size, 150_000))}1${'}'.repeat(Math.min(size, 150_000))}`,
    JSON.stringify('x'.repeat(size)),
    JSON.stringify(new Array(size).fill(0)),
    JSON.stringify(Object.fromEntries(Array.from({ length: Math.min(size, 50_000) }, (_, index) => [`k${index}`, 1]))),
  ]);
  const name = random.pick(['n', 'codes', 'after', 'unknown']);
  return `{"query":${JSON.stringify(COUNTRIES)},"variables":{"${name}":${huge}}}`;
}

function treacherous(random: Random): Omit<HostileRequest, 'kind'> {
  const name = random.pick(TREACHEROUS);
  return random.pick([
    () => query(`{ ${name} }`),
    () => query(`query ${name} { __typename }`),
    () => operation({ query: `query ${name} { __typename }`, operationName: name }),
    () => operation({ query: '{ __typename }', operationName: name }),
    () => operation({ query: `query ($${name}: String) { country(code: $${name}) { name } }`, variables: { x: 1 } }),
    () => post(`{"query":"{ __typename }","variables":{"${name}":{"x":1}},"${name}":{"y":2}}`),
    () => query(`{ ${name}: __typename ...${name} } fragment ${name} on Query { ${name}: __typename }`),
    () => query(`{ __type(name: "${name}") { ${name} name } }`),
  ])();
}
