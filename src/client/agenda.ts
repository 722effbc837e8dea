import { type Clock } from './clock';
import { type Ports } from './ports';

/** What is to be done and when, by one timer for the whole client. */
export interface Agenda {
  /** Runs `run` once at a time of the clock; a later `set` with the same key replaces it. */
  readonly set: (key: object, at: number, run: () => void) => void;
  /** As `set`, so many milliseconds from now. */
  readonly after: (key: object, ms: number, run: () => void) => void;
  readonly clear: (key: object) => void;
  /** Runs what is due, as after a sleep or when timers are throttled. */
  readonly runDue: () => void;
  readonly close: () => void;
}

/** Timers stand still while the machine sleeps: this long after it wakes, what was due is done at the latest. */
const LOOK_EVERY_MS = 5_000;

/** Creates an empty agenda. */
export function createAgenda(
  clock: Clock,
  ports: Pick<Ports, 'setTimer' | 'clearTimer' | 'reportError'>,
): Agenda {
  const entries = new Map<object, { readonly at: number; readonly run: () => void }>();
  let timer: unknown;
  let armedFor = Infinity;
  const arm = (): void => {
    let next = Infinity;
    for (const { at } of entries.values()) next = Math.min(next, at);
    if (next === armedFor) return;
    if (timer !== undefined) ports.clearTimer(timer);
    armedFor = next;
    timer = undefined;
    if (next === Infinity) return;
    // Timers round down, and would fire too soon.
    const inMs = Math.ceil(Math.max(next - clock.now(), 0));
    timer = ports.setTimer(fire, Math.min(inMs, LOOK_EVERY_MS));
  };
  const fire = (): void => {
    timer = undefined;
    armedFor = Infinity;
    runDue();
  };
  const runDue = (): void => {
    const now = clock.now();
    const due = [...entries].filter(([, { at }]) => at <= now);
    due.sort(([, a], [, b]) => a.at - b.at);
    for (const [key, entry] of due) {
      // One that ran before may have taken this one back.
      if (entries.get(key) !== entry) continue;
      entries.delete(key);
      try {
        entry.run();
      } catch (error) {
        ports.reportError(error);
      }
    }
    arm();
  };
  const set: Agenda['set'] = (key, at, run) => {
    const before = entries.get(key)?.at;
    entries.set(key, { at, run });
    // Only the earliest entry concerns the timer; one that it was armed for may have moved.
    if (at < armedFor || before === armedFor) arm();
  };
  return {
    set,
    after: (key, ms, run) => set(key, clock.now() + ms, run),
    clear: (key) => {
      if (entries.delete(key) && entries.size === 0) arm();
    },
    runDue,
    close: () => {
      entries.clear();
      arm();
    },
  };
}
