import { type Family } from './hostile-call';
import { type Latencies } from './latencies';
import { type Violations } from './violations';

/** What a run measured. */
export interface Figures {
  /** The waits of rightful users before anything hostile was sent. */
  readonly quiet: Latencies;
  /** Their waits just before each round of a family, which show what else the machine did then. */
  readonly quietBefore: ReadonlyMap<Family, Latencies>;
  /** Their waits beside each family of hostile calls. */
  readonly beside: ReadonlyMap<Family, Latencies>;
  /** Operations of the database for one answered call, in quiet and beside each family. */
  readonly operationsPerCall: ReadonlyMap<Family | 'quiet', number>;
  /** After garbage collections: in quiet and at the end, in bytes. */
  readonly heapBefore: number;
  readonly heapAfter: number;
}

/** How much slower than in quiet a rightful user may be answered beside hostile calls. */
const SLOWDOWN = 5;
/** How many operations of the database one call may cost on average, whatever it meets there. */
const MAX_OPERATIONS_PER_CALL = 4;
/** More than caches of a bounded size still grow by. */
const MAX_GROWTH_BYTES = 32 * 1024 * 1024;

/** Adds a violation for each figure over its bound. */
export function judge(options: {
  figures: Figures;
  /** Rightful users may always wait this long, however quick they were answered in quiet. */
  patienceMs: number;
  violations: Violations;
}): void {
  const { figures, patienceMs, violations } = options;
  for (const [family, waits] of figures.beside) {
    const quiets = [figures.quiet, figures.quietBefore.get(family)];
    const quietMs = Math.max(...quiets.map((quiet) => quiet?.percentile(99) ?? 0));
    const p99 = waits.percentile(99);
    if (p99 <= Math.max(patienceMs, SLOWDOWN * quietMs)) continue;
    const example = `p99 ${p99.toFixed(0)} ms of ${waits.count} answers, in quiet ${quietMs.toFixed(0)} ms`;
    violations.add({ family, rule: 'rightful users wait', example });
  }
  for (const [family, operations] of figures.operationsPerCall) {
    if (operations <= MAX_OPERATIONS_PER_CALL) continue;
    const example = `${operations.toFixed(1)} operations of the database for one call`;
    violations.add({ family, rule: 'work without bound for one call', example });
  }
  const grown = figures.heapAfter - figures.heapBefore;
  if (grown > MAX_GROWTH_BYTES) {
    const example = `${(grown / 2 ** 20).toFixed(0)} MiB after a garbage collection`;
    violations.add({ family: 'end', rule: 'memory grows', example });
  }
}
