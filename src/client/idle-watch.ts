import { type Agenda } from './agenda';
import { type Clock } from './clock';
import { type Page } from './page';
import { type Ports } from './ports';

/** How long the last callback may take. */
const LAST_CALL_MS = 10_000;

/** Releases what nobody uses, and takes it up again when somebody does. */
export class IdleWatch {
  #usedAt = -Infinity;
  #isGone = false;
  #stopListening: (() => void) | null = null;

  constructor(
    private readonly idleMs: number | undefined,
    private readonly deps: {
      clock: Clock;
      agenda: Agenda;
      page: Pick<Page, 'onInput'>;
      ports: Pick<Ports, 'reportError'>;
    },
    private readonly hold: {
      readonly isHeld: () => boolean;
      readonly lastCall: () => Promise<unknown>;
      readonly idle: () => void;
      readonly back: () => void;
    },
  ) {}

  /** It is held: somebody uses it now. */
  start(): void {
    if (this.idleMs === undefined) return;
    this.#isGone = false;
    this.#usedAt = this.deps.clock.now();
    this.#stopListening ??= this.deps.page.onInput(() => this.touch());
    this.#check();
  }

  /** Somebody uses it. */
  touch(): void {
    this.#usedAt = this.deps.clock.now();
    if (!this.#isGone) return;
    this.#isGone = false;
    this.hold.back();
  }

  /** It is not to be held any more, by input neither. */
  stop(): void {
    this.deps.agenda.clear(this);
    this.#isGone = false;
    this.#stopListening?.();
    this.#stopListening = null;
  }

  #check(): void {
    const dueAt = this.#usedAt + this.idleMs!;
    if (this.deps.clock.now() < dueAt) this.deps.agenda.set(this, dueAt, () => this.#check());
    else if (this.hold.isHeld()) void this.#release();
  }

  async #release(): Promise<void> {
    const usedAt = this.#usedAt;
    await this.#lastCall();
    if (!this.hold.isHeld()) return;
    if (this.#usedAt !== usedAt) this.#check();
    else {
      this.hold.idle();
      this.#isGone = true;
      this.#stopListening = this.deps.page.onInput(() => this.touch());
    }
  }

  async #lastCall(): Promise<void> {
    const key = {};
    const { agenda, ports } = this.deps;
    const late = new Promise<void>((resolve) => {
      agenda.after(key, LAST_CALL_MS, resolve);
    });
    const called = (async () => this.hold.lastCall())().catch(ports.reportError);
    await Promise.race([called, late]);
    agenda.clear(key);
  }
}
