/** What works beside the answering of requests, as health and metrics see it. */

export interface Background {
  /** Null: at work; else what has to happen first, for a person. */
  readonly waitsFor: () => string | null;
  /** What still works while the database is away, for a person. */
  readonly whenAway: () => string;
  /** For `/readyz`, beside the status. */
  readonly state: () => Readonly<Record<string, unknown>>;
  readonly gauges: readonly Gauge[];
}

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: () => number;
}
