import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkDocument } from '../../../src/gateway/guards/check-document.js';
import { DEFAULT_DOCUMENT_LIMITS, type DocumentLimits } from '../../../src/gateway/guards/document-limits.js';

function codeOf(source: string, limits: Partial<DocumentLimits> = {}): unknown {
  try {
    checkDocument(parse(source), { ...DEFAULT_DOCUMENT_LIMITS, ...limits });
    return undefined;
  } catch (error) {
    return (error as { extensions: Record<string, unknown> }).extensions.code;
  }
}

function nested(field: string, depth: number): string {
  return `${`${field} { `.repeat(depth - 1)}leaf${' }'.repeat(depth - 1)}`;
}

describe('document limits', () => {
  it('let the introspection query of GraphiQL through', () => {
    const source = getIntrospectionQuery({
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
    });
    expect(codeOf(source)).toBeUndefined();
  });

  describe('depth', () => {
    it('counts fields', () => {
      expect(codeOf(`{ ${nested('a', 5)} }`, { depth: 5 })).toBeUndefined();
      expect(codeOf(`{ ${nested('a', 6)} }`, { depth: 5 })).toBe('DEPTH_LIMIT');
    });

    it('counts fields of fragments where they are spread', () => {
      const fragment = `fragment F on T { ${nested('b', 3)} }`;
      expect(codeOf(`{ a { a { ...F } } } ${fragment}`, { depth: 5 })).toBeUndefined();
      expect(codeOf(`{ a { a { a { ...F } } } } ${fragment}`, { depth: 5 })).toBe('DEPTH_LIMIT');
    });

    it('does not count inline fragments, but bounds them too', () => {
      expect(codeOf(`{ ${'... { '.repeat(10)}a${' }'.repeat(10)} }`, { depth: 5 })).toBeUndefined();
      expect(codeOf(`{ ${'... { '.repeat(21)}a${' }'.repeat(21)} }`, { depth: 5 })).toBe('DEPTH_LIMIT');
    });

    it('counts lists and objects of literals', () => {
      expect(codeOf('{ a(x: [[[1]]]) }', { depth: 4 })).toBeUndefined();
      expect(codeOf('{ a(x: [[[[1]]]]) }', { depth: 4 })).toBe('DEPTH_LIMIT');
      expect(codeOf('query ($x: I = {a: {a: {a: {a: 1}}}}) { a(x: $x) }', { depth: 4 })).toBe('DEPTH_LIMIT');
    });
  });

  it('bound aliases of the whole document', () => {
    const aliases = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => `a${from + index}: x`).join(' ');
    expect(codeOf(`{ ${aliases(0, 3)} o { ${aliases(3, 6)} } }`, { aliases: 6 })).toBeUndefined();
    expect(codeOf(`{ ${aliases(0, 3)} o { ${aliases(3, 7)} } }`, { aliases: 6 })).toBe('ALIAS_LIMIT');
    expect(codeOf(`{ ...F } fragment F on Query { ${aliases(0, 7)} }`, { aliases: 6 })).toBe('ALIAS_LIMIT');
  });

  it('bound the root fields of one operation, those of fragments included, each key once', () => {
    expect(codeOf('{ a b ...F } fragment F on Query { b c }', { rootFields: 3 })).toBeUndefined();
    expect(codeOf('{ a b ...F } fragment F on Query { c d }', { rootFields: 3 })).toBe('ROOT_FIELD_LIMIT');
    expect(codeOf('query A { a b } query B { c d }', { rootFields: 3 })).toBeUndefined();
  });

  it('bound directives wherever they stand', () => {
    const source = 'query A($v: Int @x) @x { a @x ...F @x ... @x { b } } fragment F on Query @x { c }';
    expect(codeOf(source, { directives: 6 })).toBeUndefined();
    expect(codeOf(source, { directives: 5 })).toBe('DIRECTIVE_LIMIT');
  });

  it('bound fields, fragments counted as often as they are spread', () => {
    const source = '{ a { ...F } b { ...F } c { ...F } } fragment F on T { x y z }';
    expect(codeOf(source, { fields: 12 })).toBeUndefined();
    expect(codeOf(source, { fields: 11 })).toBe('FIELD_LIMIT');
  });

  it('bound pairs of fields with one response key, across merged selection sets', () => {
    // Three `a` make three pairs, and the three `b` in them another three.
    const source = '{ a { b } a { b } a { b } }';
    expect(codeOf(source, { fieldPairs: 6 })).toBeUndefined();
    expect(codeOf(source, { fieldPairs: 5 })).toBe('FIELD_PAIR_LIMIT');
  });

  it('find cycles of fragments, and only these', () => {
    expect(codeOf('{ ...A } fragment A on Query { ...A }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(codeOf('{ ...A } fragment A on Q { a { ...B } } fragment B on Q { ... on Q { ...A } }')).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    expect(codeOf('{ a } fragment A on Q { ...B } fragment B on Q { ...B }')).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(
      codeOf('{ ...A ...B } fragment A on Q { ...C } fragment B on Q { ...C } fragment C on Q { c }'),
    ).toBeUndefined();
  });

  it('leave spreads of unknown fragments to validation', () => {
    expect(codeOf('{ ...Unknown }')).toBeUndefined();
  });

  describe('against bombs', () => {
    const levels = (count: number, body: (next: string) => string) =>
      Array.from({ length: count }, (_, index) => `fragment F${index} on T { ${body(`F${index + 1}`)} }`).join(' ');

    it('end at the limit where fragments double at every level', () => {
      const bomb = levels(18, (next) => `a: x { ...${next} } b: x { ...${next} }`);
      const source = `{ x { ...F0 } } ${bomb} fragment F18 on T { x }`;
      expect(codeOf(source, { aliases: 1_000 })).toBe('FIELD_LIMIT');
    });

    it('end at the limit where an unused fragment doubles at every level', () => {
      const bomb = levels(18, (next) => `x { ...${next} } y { ...${next} }`);
      expect(codeOf(`{ x } ${bomb} fragment F18 on T { x }`)).toBe('FIELD_LIMIT');
    });

    it('end at the limit for fragments of nothing but spreads', () => {
      const bomb = levels(300, (next) => `...${next} ...${next}`);
      expect(codeOf(`{ x { ...F0 } } ${bomb} fragment F300 on T { x }`)).toBe('FIELD_PAIR_LIMIT');
    });

    it('refuse one field repeated without end', () => {
      expect(codeOf(`{ ${'a '.repeat(5_000)} }`)).toBe('FIELD_PAIR_LIMIT');
    });
  });
});
