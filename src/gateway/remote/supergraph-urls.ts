import { Kind, parse } from 'graphql';

/**
 * Where the subgraphs of a supergraph are, by their names: the URLs that composition wrote into `join__Graph`.
 *
 * @throws Error where the SDL does not parse, is no supergraph, or gives a subgraph no http or https URL
 */
export function subgraphUrls(supergraphSdl: string): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      const argument = (wanted: string) => {
        const node = graph?.arguments?.find(({ name }) => name.value === wanted)?.value;
        return node?.kind === Kind.STRING ? node.value : undefined;
      };
      const name = argument('name') ?? value.name.value;
      const url = argument('url');
      if (url === undefined || !isHttpUrl(url)) {
        throw new Error(`The supergraph gives subgraph "${name}" no http or https URL`);
      }
      urls.set(name, url);
    }
  }
  if (urls.size === 0) throw new Error('The SDL is no supergraph: it names no subgraph in an enum join__Graph');
  return urls;
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
