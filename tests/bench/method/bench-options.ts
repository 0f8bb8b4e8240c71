/** How long and how much a run of the benchmark measures. */
export interface BenchOptions {
  readonly rounds: number;
  readonly secondsPerRound: number;
  readonly warmUpSeconds: number;
  readonly connections: number;
  /** Charging locations of the seeds that the import part writes. */
  readonly importedLocations: number;
  /** Sites of Open Charge Map that the import part writes. */
  readonly importedSites: number;
  /** Size of the files whose imports are watched. */
  readonly importedMegabytes: number;
  /** Charging locations in the collections that the search part asks, smallest first. */
  readonly searchSizes: readonly number[];
  /** Share of the questions that the search part asks. */
  readonly searchShare: number;
  /** Previews of a thousand products that the quotes part asks for. */
  readonly previews: number;
  /** Questions of each kind that the insights part asks. */
  readonly insights: number;
  /** Tells people what goes on, a line at a time. */
  readonly tell: (line: string) => void;
}

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** What the published figures are taken with. */
export const FULL: BenchOptions = {
  rounds: 5,
  secondsPerRound: 2,
  warmUpSeconds: 3,
  connections: 50,
  importedLocations: 10_000,
  importedSites: 12_000,
  importedMegabytes: 1_024,
  searchSizes: [10_000, 100_000, 1_000_000],
  searchShare: 1,
  previews: 100,
  insights: 40,
  tell,
};

/** Shows that everything works; its figures are too noisy to be kept. */
export const QUICK: BenchOptions = {
  ...FULL,
  rounds: 2,
  importedMegabytes: 16,
  searchSizes: [2_000, 20_000],
  searchShare: 0.2,
  previews: 20,
  insights: 8,
};
