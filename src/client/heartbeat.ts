import { type Agenda } from './agenda';
import { backoffMs } from './backoff';
import { type Clock } from './clock';
import { LockFault } from './lock-fault';
import { type GrantKey, type RenewOutcome } from './lock-types';
import { type Ports } from './ports';
import { toLockFault } from './to-fault';

/** A grant that is renewed until it is taken off. */
export interface Beat {
  readonly grant: GrantKey;
  /** How long until the next renewal. */
  readonly everyMs: number;
  /**
   * The answer to a renewal that was sent at `askedAt` at the earliest; takes this beat off, unless it is a
   * fault, or throws for an answer that is none: that is tried again by itself.
   */
  readonly answered: (answer: RenewOutcome | LockFault, askedAt: number) => void;
}

/** Renews all grants of a page together: one request a round, for those that are due or will be soon. */
export interface Heartbeat {
  readonly set: (beat: Beat, dueAt: number) => void;
  readonly clear: (beat: Beat) => void;
  /** Renews this one now, unless its answer is on the way. */
  readonly hurry: (beat: Beat) => void;
  /** Starts a round now if a grant is due within `withinMs`. */
  readonly beat: (withinMs?: number) => void;
  /** Starts a round now, since another tab does: with all that are due soon. */
  readonly join: () => void;
}

/** Renews grants, with an answer or a fault for each; rejects when all failed alike. */
export type SendRenewals = (
  grants: readonly GrantKey[],
  timeoutMs: number,
) => Promise<readonly (RenewOutcome | LockFault)[]>;

/** How many grants one request renews. */
export const ROUND_SIZE = 200;

const LONGEST_ANSWER_MS = 10_000;
const SHORTEST_ANSWER_MS = 2_000;

interface Entry {
  dueAt: number;
  failures: number;
  isAsked: boolean;
}

/** Creates a heartbeat without grants. */
export function createHeartbeat(options: {
  clock: Clock;
  agenda: Agenda;
  send: SendRenewals;
  ports: Pick<Ports, 'random'>;
}): Heartbeat {
  const { clock, agenda, send, ports } = options;
  const entries = new Map<Beat, Entry>();
  const nextRound = {};

  const schedule = (): void => {
    let dueAt = Infinity;
    for (const entry of entries.values()) if (!entry.isAsked) dueAt = Math.min(dueAt, entry.dueAt);
    if (dueAt === Infinity) agenda.clear(nextRound);
    else agenda.set(nextRound, dueAt, () => round(0));
  };

  const round = (withinMs: number, isJoining = false): void => {
    const now = clock.now();
    const waiting = [...entries].filter(([, { isAsked }]) => !isAsked);
    if (isJoining || waiting.some(([, { dueAt }]) => dueAt <= now + withinMs)) {
      // Those due soon come along, so that grants of one lease fall into step.
      const taken = waiting.filter(
        ([{ everyMs }, { dueAt, failures }]) =>
          dueAt - now <= Math.max(withinMs, failures > 0 ? 0 : everyMs / 2),
      );
      for (let from = 0; from < taken.length; from += ROUND_SIZE) {
        void ask(taken.slice(from, from + ROUND_SIZE));
      }
    }
    schedule();
  };

  const ask = async (asked: readonly (readonly [Beat, Entry])[]): Promise<void> => {
    for (const [, entry] of asked) entry.isAsked = true;
    const everyMs = Math.min(...asked.map(([beat]) => beat.everyMs));
    const timeoutMs = Math.min(Math.max(everyMs, SHORTEST_ANSWER_MS), LONGEST_ANSWER_MS);
    const askedAt = clock.now();
    const grants = asked.map(([beat]) => beat.grant);
    const answers = await send(grants, timeoutMs).catch(toLockFault);
    const random = ports.random();
    asked.forEach(([beat, entry], index) => {
      if (entries.get(beat) !== entry) return;
      entry.isAsked = false;
      let answer = answers instanceof LockFault ? answers : answers[index]!;
      if (!(answer instanceof LockFault)) {
        try {
          // It takes this beat off.
          beat.answered(answer, askedAt);
          return;
        } catch (error) {
          // No gateway answers that, and the other grants have answers of their own.
          answer = toLockFault(error);
        }
      }
      entry.failures += 1;
      const mostMs = Math.min(beat.everyMs, 30_000);
      const options = { random, mostMs, atLeastMs: answer.retryAfterMs };
      entry.dueAt = clock.now() + backoffMs(entry.failures, options);
      beat.answered(answer, askedAt);
    });
    schedule();
  };

  return {
    set: (beat, dueAt) => {
      entries.set(beat, { dueAt, failures: 0, isAsked: false });
      schedule();
    },
    clear: (beat) => {
      if (entries.delete(beat)) schedule();
    },
    hurry: (beat) => {
      const entry = entries.get(beat);
      if (!entry || entry.isAsked) return;
      entry.dueAt = clock.now();
      round(0);
    },
    beat: (withinMs = 0) => round(withinMs),
    join: () => round(0, true),
  };
}
