import {
  buildSchema,
  type ExecutionResult,
  type GraphQLFieldResolver,
  GraphQLScalarType,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isAbstractType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { type LocalTransportOptions, localTransport } from '../../src/gateway/local-transport.js';

type Resolver = GraphQLFieldResolver<Record<string, unknown>, unknown>;

function schemaWith(sdl: string, resolvers: Record<string, Record<string, Resolver>>): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field) field.resolve = resolve;
    }
  }
  return schema;
}

async function run(
  schema: GraphQLSchema,
  operation: string,
  variables: Record<string, unknown> = {},
  options: LocalTransportOptions = {},
): Promise<ExecutionResult> {
  const result = await localTransport(schema, options).prepare(operation)(variables, { user: 'me' });
  return JSON.parse(JSON.stringify(result));
}

describe('a local transport', () => {
  const cars = schemaWith(
    'type Query { car: Car } type Car { name: String price: Int owner: Owner } type Owner { name: String }',
    {
      Query: {
        car: () => ({
          name: () => 'method',
          price: Promise.resolve(7),
          owner: async () => ({ name: Promise.resolve('promise') }),
        }),
      },
    },
  );

  it('calls methods and awaits promises like graphql-js', async () => {
    expect(await run(cars, '{ car { name price owner { name } } }')).toEqual({
      data: { car: { name: 'method', price: 7, owner: { name: 'promise' } } },
    });
  });

  it('answers synchronously where the resolvers do', () => {
    const schema = schemaWith('type Query { n: Int }', { Query: { n: () => 1 } });
    expect(localTransport(schema).prepare('{ n }')({}, {})).toEqual({ data: { n: 1 } });
  });

  it('compiles an operation once', () => {
    const transport = localTransport(cars);
    expect(transport.prepare('{ car { name } }')).toBe(transport.prepare('{ car { name } }'));
  });

  it('hands the context on as it is', async () => {
    const schema = schemaWith('type Query { me: String }', {
      Query: { me: (_source, _args, context) => (context as { user: string }).user },
    });
    expect(await run(schema, '{ me }')).toEqual({ data: { me: 'me' } });
  });

  it('reports an operation that does not fit the schema', async () => {
    const result = await run(cars, '{ nothing }');
    expect(result.data ?? {}).toEqual({});
  });
});

describe('type resolvers', () => {
  const animals = (resolveType: GraphQLTypeResolver<unknown, unknown> | undefined) => {
    const schema = schemaWith(
      `type Query { pets: [Pet] } type Mutation { buy: Pet } interface Pet { name: String }
       type Dog implements Pet { name: String barks: Boolean } type Cat implements Pet { name: String lives: Int }`,
      {
        Query: {
          pets: () => [
            { __typename: 'Dog', name: 'Rex', barks: true },
            { __typename: 'Cat', lives: 9 },
          ],
        },
        Mutation: { buy: () => ({ __typename: 'Cat', name: `Tom ${++bought}` }) },
      },
    );
    const pet = schema.getType('Pet');
    if (isAbstractType(pet)) pet.resolveType = resolveType ?? null;
    return schema;
  };
  let bought = 0;
  const operation = '{ pets { __typename name ... on Dog { barks } ... on Cat { lives } } }';
  const pets = [
    { __typename: 'Dog', name: 'Rex', barks: true },
    { __typename: 'Cat', name: null, lives: 9 },
  ];
  const nameOf = (value: unknown) => String((value as { __typename: string }).__typename);

  it.each<[string, GraphQLTypeResolver<unknown, unknown> | undefined]>([
    ['by default', undefined],
    ['synchronously', nameOf],
    ['asynchronously', async (value) => nameOf(value)],
  ])('work %s', async (_name, resolveType) => {
    expect(await run(animals(resolveType), operation)).toEqual({ data: { pets } });
  });

  it('that throw give an error and neither hang nor crash', async () => {
    const result = await run(
      animals(() => {
        throw new Error('what is it?');
      }),
      operation,
    );
    expect(result.data).toEqual({ pets: [null, null] });
    expect(result.errors?.map((error) => error.message)).toEqual(['what is it?', 'what is it?']);
  });

  it('never make a mutation run twice', async () => {
    bought = 0;
    expect(
      await run(
        animals(async (value) => nameOf(value)),
        'mutation { buy { name } }',
      ),
    ).toEqual({
      data: { buy: { name: 'Tom 1' } },
    });
  });
});

describe('literals', () => {
  class Decimal {
    constructor(readonly digits: string) {}
  }
  const decimal = (defaultValue?: string) => {
    const schema = schemaWith(
      `scalar Decimal scalar JSON input Amount { value: Decimal! unit: String = "EUR" parts: [Decimal] and: Amount }
       type Query { show(value: Decimal${defaultValue ?? ''}, list: [Decimal!], amount: Amount, json: JSON, text: String): String }`,
      {
        Query: {
          show: (_source, args) =>
            JSON.stringify(args, (_key, value) => (value instanceof Decimal ? `Decimal ${value.digits}` : value)),
        },
      },
    );
    const scalar = schema.getType('Decimal') as GraphQLScalarType;
    scalar.parseValue = (value) => new Decimal(String(value));
    scalar.parseLiteral = (node) => new Decimal(String(valueFromASTUntyped(node)));
    return schema;
  };
  const show = async (args: string, variables: Record<string, unknown> = {}, header = '') =>
    JSON.parse(String((await run(decimal(), `${header}{ show(${args}) }`, variables)).data?.show));

  it('of custom scalars reach resolvers parsed, wherever they stand', async () => {
    expect(
      await show('value: "1.50", list: ["2", 3], amount: { value: 4, parts: [5, null], and: { value: "6" } }'),
    ).toEqual({
      value: 'Decimal 1.50',
      list: ['Decimal 2', 'Decimal 3'],
      amount: {
        value: 'Decimal 4',
        unit: 'EUR',
        parts: ['Decimal 5', null],
        and: { value: 'Decimal 6', unit: 'EUR' },
      },
    });
  });

  it('beside variables keep both', async () => {
    expect(
      await show(
        'value: "1", amount: { value: $v, parts: ["2"] }, json: { a: [$v] }',
        { v: '9' },
        'query ($v: Decimal!) ',
      ),
    ).toMatchObject({
      value: 'Decimal 1',
      amount: { value: 'Decimal 9', parts: ['Decimal 2'] },
    });
  });

  it('are data and never code', async () => {
    const marker = '__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74d';
    const attack = `${marker}(globalThis.tripodWasHere=true)`;
    expect(await show(`text: "${attack}", json: { a: "${attack}" }`)).toEqual({ text: attack, json: { a: attack } });
    expect(await show(`text: "\\u005f${attack.slice(1)}"`)).toEqual({ text: attack });
    expect(await show('text: "__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8"')).toEqual({
      text: '__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8',
    });
    expect((globalThis as Record<string, unknown>).tripodWasHere).toBeUndefined();
  });

  it('as default values of a schema keep their class', async () => {
    const schema = decimal(' = "7"');
    const [value] = schema.getQueryType()?.getFields().show?.args ?? [];
    if (value) value.defaultValue = new Decimal('7');
    const result = await run(schema, '{ show }');
    expect(JSON.parse(String(result.data?.show))).toEqual({ value: 'Decimal 7' });
  });

  it('in an input type that contains itself do not keep the compiler busy', async () => {
    const started = performance.now();
    const value = { value: '1', and: { value: '2', and: { value: '3' } } };
    const shown = await show('amount: $a', { a: value }, 'query ($a: Amount) ');
    expect(shown.amount.and.and).toEqual({ value: 'Decimal 3', unit: 'EUR' });
    const wrong = await run(decimal(), 'query ($a: Amount) { show(amount: $a) }', { a: { and: {} } });
    expect(wrong.data).toBeUndefined();
    expect(wrong.errors?.length).toBeGreaterThan(0);
    // Not a measurement: without precaution this takes the better part of a minute.
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('leave operations that would grow too large to the interpreter', async () => {
    const types = Array.from({ length: 12 }, (_, n) => `type T${n} implements Node { id: ID node: Node }`);
    const schema = schemaWith(`interface Node { id: ID node: Node } ${types.join(' ')} type Query { node: Node }`, {
      Query: { node: () => ({ __typename: 'T1', id: 1, node: { __typename: 'T2', id: 2 } }) },
    });
    const nested = `${'node { id '.repeat(7)}${'}'.repeat(7)}`;
    expect((await run(schema, `{ ${nested} }`)).data).toEqual({ node: { id: '1', node: { id: '2', node: null } } });
  });
});
