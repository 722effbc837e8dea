import { type Lock } from '../client/lock-types';

/** An estimate that later samples stay behind by more than this is one of another time. */
const STALE_MS = 5_000;

/** The time of the gateway's database, by what it says of the locks it tells; the wall clock until then. */
export class GatewayTime {
  #aheadMs: number | undefined;

  constructor(private readonly wallMs: () => number = Date.now) {}

  /** Milliseconds since 1970 by that clock, less the time that the best answer took. */
  readonly now = (): number => this.wallMs() + (this.#aheadMs ?? 0);

  /** Learns from locks that were told at this moment. */
  learn(locks: Iterable<Lock>): void {
    const wall = this.wallMs();
    let best = -Infinity;
    for (const { expiresAt, expiresInMs } of locks) {
      if (expiresAt === null || expiresInMs === null) continue;
      best = Math.max(best, Date.parse(expiresAt) - expiresInMs - wall);
    }
    if (best === -Infinity) return;
    // An answer is never ahead of the clock, only late; so the earliest is right, until a clock is set.
    const known = this.#aheadMs ?? -Infinity;
    if (best > known || best < known - STALE_MS) this.#aheadMs = best;
  }
}
