import { type LoadResult } from './load-plan';

const BUCKET_MS = 0.01;
const BUCKETS = 1_000_000;

/** Counts latencies in buckets of 10 µs up to 10 s: one increment per request, exact to a bucket. */
export class LatencyHistogram {
  private readonly counts = new Uint32Array(BUCKETS);
  private total = 0;

  /** Adds one latency in milliseconds; what exceeds 10 s counts as 10 s. */
  record(latencyMs: number): void {
    this.counts[Math.min(BUCKETS - 1, Math.floor(latencyMs / BUCKET_MS))]!++;
    this.total++;
  }

  /** How many latencies were recorded. */
  get count(): number {
    return this.total;
  }

  /** The upper edge in ms of the bucket in which the given share (0–1) of requests is reached; 0 when empty. */
  percentile(share: number): number {
    if (this.total === 0) return 0;
    const wanted = Math.max(1, Math.ceil(share * this.total));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += this.counts[bucket]!;
      if (seen >= wanted) return (bucket + 1) * BUCKET_MS;
    }
    return BUCKETS * BUCKET_MS;
  }

  /** The figures of a finished phase. */
  summarize(elapsedMs: number, errors: number): LoadResult {
    return {
      requests: this.total,
      rps: (this.total / elapsedMs) * 1000,
      p50: this.percentile(0.5),
      p99: this.percentile(0.99),
      errors,
    };
  }
}
