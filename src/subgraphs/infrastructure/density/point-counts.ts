import type { SiteFigures } from './linked-sites.js';

/** What is counted of charge points; numbers of points, unless said otherwise. */
export interface PointCounts {
  /** In operation. */
  points: number;
  /** Of them with a DC connector. */
  dcPoints: number;
  /** W: the best connector of each point. */
  watts: number;
  /** Of the points, those of which no power is known: they add nothing to `watts`. */
  pointsOfUnknownPower: number;
  /** Of the points, those without a live status, at sites whose day of first operation is known. */
  pointsByCommissioning: number;
  /** Of the points, those at sites whose day of first operation is not known. */
  undatedPoints: number;
  /** Known, and not in operation. */
  notOperationalPoints: number;
  /** Without any sign of whether they are in operation: not counted. */
  pointsOfUnknownStatus: number;
  /** Records that do not say for how many points they stand: not counted. */
  recordsOfUnknownQuantity: number;
}

/** Counts of all sites of one source without links, or of one that is linked to others. */
export interface PointRow extends PointCounts, SiteFigures {
  readonly country: string;
}
