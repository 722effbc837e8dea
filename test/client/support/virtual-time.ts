import { type Ports } from '../../../src/client/ports';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** Lets promises that wait for no timer settle. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((done) => setImmediate(done));
}

/** The clocks of a machine, which a test moves; what is true is known to the gateway alone. */
export class VirtualTime {
  /** Milliseconds that really passed. */
  trueMs = 0;
  /** How much of that the machine slept. */
  private sleptMs = 0;
  private setBackMs = 0;
  private readonly timers = new Set<Timer>();
  /** What happens outside of the machine, whether or not it sleeps. */
  private readonly outside = new Set<Timer>();
  /** Called after each thing that happened. */
  onMoment: () => void = () => {};

  /** How many timers of the client are armed. */
  get armed(): number {
    return this.timers.size;
  }

  readonly ports: Pick<Ports, 'monotonicMs' | 'wallMs' | 'setTimer' | 'clearTimer'> = {
    monotonicMs: () => this.awakeMs,
    wallMs: () => 1_700_000_000_000 + this.trueMs + this.setBackMs,
    setTimer: (run, afterMs) => {
      const timer = { at: this.awakeMs + Math.max(Math.trunc(afterMs), 1), run };
      this.timers.add(timer);
      return timer;
    },
    clearTimer: (timer) => void this.timers.delete(timer as Timer),
  };

  /** Runs something outside of the machine. */
  after(ms: number, run: () => void): void {
    this.outside.add({ at: this.trueMs + ms, run });
  }

  /** Somebody sets the wall clock. */
  setWall(byMs: number): void {
    this.setBackMs += byMs;
  }

  /** Time goes on, and everything happens when it is due. */
  async pass(ms: number): Promise<void> {
    await settle();
    const until = this.trueMs + ms;
    for (;;) {
      const inside = earliest(this.timers);
      const outside = earliest(this.outside);
      const insideAt = inside ? inside.at + this.sleptMs : Infinity;
      const outsideAt = outside ? outside.at : Infinity;
      const next = Math.min(insideAt, outsideAt);
      if (next > until) break;
      this.trueMs = Math.max(this.trueMs, next);
      if (insideAt <= outsideAt) {
        this.timers.delete(inside!);
        inside!.run();
      } else {
        this.outside.delete(outside!);
        outside!.run();
      }
      await settle();
      this.onMoment();
    }
    this.trueMs = until;
    this.onMoment();
  }

  /** The machine sleeps: no timer runs, and what answers come in is handed over afterwards. */
  async sleep(ms: number): Promise<void> {
    this.trueMs += ms;
    this.sleptMs += ms;
    await this.pass(0);
  }

  /** The page is not run, but its clocks go on, as when a hidden tab is frozen. */
  async freeze(ms: number): Promise<void> {
    this.trueMs += ms;
    await this.pass(0);
  }

  private get awakeMs(): number {
    return this.trueMs - this.sleptMs;
  }
}

function earliest(timers: ReadonlySet<Timer>): Timer | undefined {
  let first: Timer | undefined;
  for (const timer of timers) if (!first || timer.at < first.at) first = timer;
  return first;
}
