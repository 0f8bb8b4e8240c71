import { type ConstDirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** What the authorization directives are called in one supergraph. */
export interface DirectiveNames {
  readonly authenticated: DirectiveName;
  readonly requiresScopes: DirectiveName;
  readonly policy: DirectiveName;
}

export interface DirectiveName {
  readonly name: string;
  /** Whether an `@link` says so. Without one the name alone is a guess: somebody's own directive may be called the same. */
  readonly isLinked: boolean;
}

/** Specification identities, RFC "core schemas": the URL without its version. */
const SPECIFICATION = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy)\/v\d+\.\d+$/;

/**
 * Finds the directives by the specifications that a supergraph links, since a supergraph may rename them
 * (`@link(..., as: "login")` or `import: [{ name: "@policy", as: "@rule" }]`).
 */
export function directiveNames(supergraph: DocumentNode): DirectiveNames {
  const linked = new Map<string, string>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const directive of definition.directives ?? []) {
      if (directive.name.value === 'link') addLink(directive, linked);
    }
  }
  const nameOf = (specification: string): DirectiveName => {
    const name = linked.get(specification);
    return { name: name ?? specification, isLinked: name !== undefined };
  };
  return {
    authenticated: nameOf('authenticated'),
    requiresScopes: nameOf('requiresScopes'),
    policy: nameOf('policy'),
  };
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
