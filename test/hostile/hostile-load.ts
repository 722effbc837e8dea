import { Random } from '../torture/random';
import { sendRaw } from '../fuzz/raw-sender';
import { type HostileKind } from './mixture';

const ANSWER_WITHIN_MS = 10_000;
/** So that a gateway which does not answer any more is not drowned in connections by this machine. */
const MAX_OPEN = 2_000;

/** Sends these kinds at a steady rate, whether or not it is answered, until told to stop. */
export class HostileLoad {
  private readonly random: Random;
  private readonly timer: NodeJS.Timeout;
  private open = 0;
  /** Answers by kind and status; 0 counts those without one. */
  readonly statuses = new Map<string, Map<number, number>>();

  constructor(
    private readonly options: {
      port: number;
      perSecond: number;
      seed: number;
      kinds: readonly HostileKind[];
    },
  ) {
    this.random = new Random(options.seed);
    this.timer = setInterval(() => void this.sendOne(), 1_000 / options.perSecond);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async sendOne(): Promise<void> {
    if (this.open >= MAX_OPEN) return;
    const kind = this.random.pick(this.options.kinds);
    this.open += 1;
    const { answer } = await sendRaw({
      port: this.options.port,
      pieces: kind.make(this.random),
      withinMs: kind.holdMs || ANSWER_WITHIN_MS,
    });
    this.open -= 1;
    const counts = this.statuses.get(kind.name) ?? new Map<number, number>();
    this.statuses.set(kind.name, counts);
    counts.set(answer?.status ?? 0, (counts.get(answer?.status ?? 0) ?? 0) + 1);
  }
}
