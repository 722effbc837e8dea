/** What the requests of a phase are. */
export type WorkloadName =
  | 'rest-acquire'
  | 'rest-mix'
  | 'graphql-acquire'
  | 'locks-lookup'
  | 'locks-page'
  | 'locks-same'
  | 'etcd';

/** One measured phase against one server; plain data, so that it crosses a process border. */
export interface LoadPlan {
  port: number;
  workload: WorkloadName;
  connections: number;
  /** Makes the keys of this phase its own. */
  prefix: string;
  warmUpMs: number;
  /** Over how many connections the warm-up runs, if more than `connections`: few take long to warm a server. */
  warmUpConnections?: number;
  /** The phase ends by time or by count of answers. */
  until: { measureMs: number } | { requests: number };
  /** How many locks are stored, which what reads locks expects: `volume/0` and so on. */
  stored?: number;
}

/** What a phase gave: latencies in ms, errors counted over everything that was sent, warm-up included. */
export interface LoadResult {
  requests: number;
  rps: number;
  p50: number;
  p99: number;
  errors: number;
  /** The first wrong answer, for the reader. */
  firstError?: string;
}
