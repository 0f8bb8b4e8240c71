/** The cluster that serves every country which is not named elsewhere. */
export const DEFAULT_CLUSTER = 'default';

/** One MongoDB deployment and the countries whose national data it keeps. */
export interface ClusterConfiguration {
  readonly name: string;
  readonly uri: string;
  /** ISO 3166-1 alpha-2; the default cluster serves all that no other cluster names. */
  readonly countries: readonly string[];
}

/** Which cluster keeps the national data of a country. */
export class ClusterMap {
  readonly names: readonly string[];
  readonly #clusterOfCountry = new Map<string, string>();

  /** Throws where no default cluster is named, a name occurs twice or a country is given to two clusters. */
  constructor(clusters: readonly ClusterConfiguration[]) {
    this.names = clusters.map((cluster) => cluster.name);
    if (!this.names.includes(DEFAULT_CLUSTER)) {
      throw new Error(`clusters: one of them must be named "${DEFAULT_CLUSTER}"`);
    }
    if (new Set(this.names).size !== this.names.length) {
      throw new Error('clusters: two of them have the same name');
    }
    for (const cluster of clusters) {
      for (const country of cluster.countries) {
        const other = this.#clusterOfCountry.get(country);
        if (other !== undefined) {
          throw new Error(`clusters: ${country} is given to both "${other}" and "${cluster.name}"`);
        }
        this.#clusterOfCountry.set(country, cluster.name);
      }
    }
  }

  clusterOf(country: string): string {
    return this.#clusterOfCountry.get(country) ?? DEFAULT_CLUSTER;
  }

  /** Groups countries by the cluster that keeps them, so that each cluster is asked once. */
  groupByCluster(countries: readonly string[]): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const country of countries) {
      const name = this.clusterOf(country);
      const group = groups.get(name);
      if (group === undefined) {
        groups.set(name, [country]);
      } else {
        group.push(country);
      }
    }
    return groups;
  }
}
