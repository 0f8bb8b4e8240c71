import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** Specification identities, RFC "core schemas": the URL without its version. */
const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(\w+)\/v\d+\.\d+$/;

/**
 * The specifications of specs.apollo.dev that a supergraph links, each with the name that its own directive goes by there,
 * since a supergraph may rename it (`@link(..., as: "login")` or `import: [{ name: "@policy", as: "@rule" }]`).
 */
export function linkedSpecifications(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const linked = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value === 'link') addLink(directive, linked);
    }
  }
  return linked;
}

function addLink(directive: ConstDirectiveNode, linked: Map<string, string>): void {
  const argument = (name: string): unknown => {
    const value = directive.arguments?.find((node) => node.name.value === name)?.value;
    return value && valueFromASTUntyped(value);
  };
  const url = argument('url');
  const specification = typeof url === 'string' ? SPECIFICATION.exec(url)?.[1] : undefined;
  if (specification === undefined) return;
  const prefix = argument('as');
  linked.set(specification, importedAs(argument('import'), specification) ?? text(prefix) ?? specification);
}

/** The name under which a link imports the directive, without the `@`. */
function importedAs(imports: unknown, specification: string): string | undefined {
  if (!Array.isArray(imports)) return undefined;
  for (const entry of imports as unknown[]) {
    if (entry === `@${specification}`) return specification;
    if (typeof entry !== 'object' || entry === null) continue;
    const { name, as } = entry as { name?: unknown; as?: unknown };
    if (name === `@${specification}`) return text(as)?.replace(/^@/, '') ?? specification;
  }
  return undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
