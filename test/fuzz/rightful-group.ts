import { setTimeout as delay } from 'node:timers/promises';
import { type mongo } from 'mongoose';
import { LOCKS_COLLECTION } from '../../src/storage/locks/lock-model';
import { Latencies } from './latencies';
import { RightfulCaller } from './rightful-caller';
import { RIGHTFUL_NAMES, SHARED_ROUTE } from './rightful-users';

/** So long each user thinks after an answer. */
const PAUSE_MS = 3;

/** All rightful users at work at once, each with one call at a time. */
export class RightfulGroup {
  readonly callers: readonly RightfulCaller[];
  /** A wrong answer was given: what follows from it is nobody else's fault. */
  private isModelLost = false;
  private latencies = new Latencies();

  constructor(
    private readonly options: {
      readonly database: mongo.Db;
      readonly port: number;
      readonly seed: number;
      readonly onAnswer: () => void;
      readonly onWrong: (example: string) => void;
    },
  ) {
    this.callers = RIGHTFUL_NAMES.map(
      (name, index) =>
        new RightfulCaller({
          name,
          url: `http://127.0.0.1:${options.port}`,
          seed: options.seed + index,
          onAnswer: (tookMs) => {
            this.latencies.add(tookMs);
            options.onAnswer();
          },
          onWrong: ({ asked, expected, got, user }) => {
            this.isModelLost = true;
            options.onWrong(
              `${user}: ${asked}\n  expected ${show(expected)}\n  got      ${show(got)}`,
            );
          },
        }),
    );
  }

  /** Takes the shared records; throws when that fails. */
  async begin(): Promise<void> {
    for (const caller of this.callers) await caller.takeShared();
  }

  /** Works for so long, and adds the waits to these. */
  async workFor(ms: number, latencies: Latencies): Promise<void> {
    await this.workBeside(delay(ms), latencies);
  }

  /** Works until something else is done, and adds the waits to these. */
  async workBeside(other: Promise<unknown>, latencies: Latencies): Promise<void> {
    this.latencies = latencies;
    let isDone = false;
    const done = other.finally(() => (isDone = true));
    await Promise.all([
      done,
      ...this.callers.map(async (caller) => {
        while (!isDone) {
          await caller.step();
          await delay(PAUSE_MS);
        }
      }),
    ]);
  }

  /** After a wrong answer: sets the shared records right and goes on with new ones. */
  async recover(): Promise<void> {
    if (!this.isModelLost) return;
    this.isModelLost = false;
    await this.options.database.collection(LOCKS_COLLECTION).deleteMany({ route: SHARED_ROUTE });
    for (const caller of this.callers) caller.startAnew();
    await this.begin();
  }
}

function show(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 250);
}
