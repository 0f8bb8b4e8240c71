import type { Measurement } from '../method/rounds.js';
import { ratioOf, type Spread, spreadOf } from '../method/statistics.js';
import type { Table } from './section.js';

/** Throughput, latency and CPU of all contestants, with the ratio of one of them (`subject`) to each. */
export function loadTable(title: string, measurements: readonly Measurement[], subject: string): Table {
  const own = requestsPerSecond(measurements, subject);
  return {
    title,
    columns: ['', 'requests/s', 'min to max', 'p50 ms', 'p99 ms', 'CPU µs/request', 'Tripod is times as fast'],
    rows: measurements.map((measurement) => {
      const { median, minimum, maximum } = spreadOf(measurement.requestsPerSecond);
      return [
        measurement.name,
        whole(median),
        `${whole(minimum)} to ${whole(maximum)}`,
        spreadOf(measurement.latencyP50Milliseconds).median.toFixed(0),
        spreadOf(measurement.latencyP99Milliseconds).median.toFixed(0),
        whole(spreadOf(measurement.cpuMicroseconds).median),
        measurement.id === subject ? '' : formatRatio(ratioOf(own, measurement.requestsPerSecond)),
      ];
    }),
  };
}

/** The throughput of one contestant in each round. Throws where it was not measured. */
export function requestsPerSecond(measurements: readonly Measurement[], id: string): readonly number[] {
  const measurement = measurements.find((candidate) => candidate.id === id);
  if (measurement === undefined) {
    throw new Error(`${id} was not measured`);
  }
  return measurement.requestsPerSecond;
}

export function formatRatio({ median, minimum, maximum }: Spread): string {
  return `${median.toFixed(2)} (${minimum.toFixed(2)} to ${maximum.toFixed(2)})`;
}

/** A figure without decimals, its thousands apart. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
