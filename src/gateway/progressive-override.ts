import { type DocumentNode, Kind, visit } from 'graphql';

/** What share of the requests a field's `@override(label: "percent(5)")` applies to. */
const PERCENT_LABEL = /^percent\((\d{1,3}(?:\.\d{1,8})?)\)$/;

/** Draws from 0 up to, but not including, 100: an override by `percent(n)` applies to a request that drew less than n. */
export type DrawPercentage = (context: unknown) => number;

/**
 * Federation's progressive overrides of one supergraph. A request draws a percentage; since a plan depends only on which
 * shares it falls into, as many plans as there are shares, and one more, serve all requests.
 */
export class ProgressiveOverrides {
  private constructor(
    /** Ascending, without those that apply always or never. */
    private readonly shares: readonly number[],
    private readonly draw: DrawPercentage,
  ) {}

  /** @returns undefined where the supergraph has no override whose share must be drawn for */
  static of(
    supergraph: DocumentNode,
    draw: DrawPercentage = () => Math.random() * 100,
  ): ProgressiveOverrides | undefined {
    const shares = overrideShares(supergraph).filter((share) => share > 0 && share < 100);
    return shares.length === 0 ? undefined : new ProgressiveOverrides(shares, draw);
  }

  /** Draws for a request, and gives the smallest percentage that falls into the same shares. */
  percentage(context: unknown): number {
    const drawn = this.draw(context);
    return this.shares.findLast((share) => share <= drawn) ?? 0;
  }
}

function overrideShares(supergraph: DocumentNode): number[] {
  const shares = new Set<number>();
  visit(supergraph, {
    Directive(directive) {
      if (directive.name.value !== 'join__field') return;
      const label = directive.arguments?.find((argument) => argument.name.value === 'overrideLabel')?.value;
      const share = label?.kind === Kind.STRING ? PERCENT_LABEL.exec(label.value)?.[1] : undefined;
      if (share !== undefined) shares.add(Number(share));
    },
  });
  return [...shares].sort((one, other) => one - other);
}
