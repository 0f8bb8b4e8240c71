// A partner bank's own subgraph, in its own process: nothing but graphql-js and node:http.
//   node examples/partner-bank/server.js --port 4100
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { buildSchema, execute, extendSchema, parse, validate } from 'graphql';

const MAXIMUM_BODY_BYTES = 1_048_576;

const sdl = readFileSync(new URL('schema.graphql', import.meta.url), 'utf8');
const products = JSON.parse(readFileSync(new URL('products.json', import.meta.url), 'utf8'));

/** What the gateway may ask beside the bank's own fields: its schema, and entities by their keys. */
const FEDERATION = `
  type _Service { sdl: String! }
  scalar _Any
  union _Entity = Country | PartnerBankProduct
  extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }
`;

// The directives of federation speak to the gateway; graphql-js only has to read past them.
const schema = extendSchema(buildSchema(sdl, { assumeValidSDL: true }), parse(FEDERATION), { assumeValidSDL: true });

const product = (row) => ({ ...row, __typename: 'PartnerBankProduct', country: () => country(row.country) });
const country = (code) => ({
  __typename: 'Country',
  code,
  partnerBankProducts: () => products.filter((row) => row.country === code).map(product),
});
const productById = (id) => {
  const row = products.find(({ productId }) => productId === id);
  return row ? product(row) : null;
};

/** One object for each reference, in their order; null for what the bank does not know. */
function entity(representation) {
  switch (representation?.__typename) {
    case 'Country':
      return country(representation.code);
    case 'PartnerBankProduct':
      return productById(representation.productId);
    default:
      return null;
  }
}

const rootValue = {
  _service: () => ({ sdl }),
  _entities: ({ representations }) => representations.map(entity),
  partnerBankProduct: ({ productId }) => productById(productId),
};

async function answer(body) {
  let request;
  try {
    request = JSON.parse(body);
  } catch {
    return { status: 400, result: { errors: [{ message: 'The body is not JSON.' }] } };
  }
  let document;
  try {
    document = parse(request?.query);
  } catch (error) {
    return { status: 400, result: { errors: [{ message: error.message }] } };
  }
  const mistakes = validate(schema, document);
  if (mistakes.length > 0) return { status: 400, result: { errors: mistakes } };
  const { variables: variableValues, operationName } = request;
  return { status: 200, result: await execute({ schema, document, rootValue, variableValues, operationName }) };
}

const server = createServer(async (request, response) => {
  const send = (status, value) =>
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
  try {
    if (request.method === 'GET' && request.url === '/healthz') return send(200, { ok: true });
    if (request.method !== 'POST' || request.url !== '/graphql') {
      return send(404, { errors: [{ message: 'POST /graphql' }] });
    }
    const chunks = [];
    let length = 0;
    for await (const chunk of request) {
      length += chunk.length;
      if (length > MAXIMUM_BODY_BYTES) return send(413, { errors: [{ message: 'The body is too large.' }] });
      chunks.push(chunk);
    }
    const { status, result } = await answer(Buffer.concat(chunks).toString('utf8'));
    send(status, result);
  } catch (error) {
    console.error(error);
    if (!response.headersSent) send(500, { errors: [{ message: 'Internal error' }] });
  }
});

const { values } = parseArgs({ options: { port: { type: 'string', default: '4100' } } });
server.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`partner bank ready at http://127.0.0.1:${server.address().port}/graphql`);
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeIdleConnections();
  });
}
