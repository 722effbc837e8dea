import { type Ports } from './ports';

/** Who is called back; one that throws is reported, and the others are called all the same. */
export class Listeners<Args extends readonly unknown[] = []> {
  readonly #all = new Set<{ readonly call: (...args: Args) => void }>();

  constructor(private readonly ports: Pick<Ports, 'reportError'>) {}

  get size(): number {
    return this.#all.size;
  }

  /** Adds a listener, also one that is there already; the returned function takes this one away. */
  readonly add = (call: (...args: Args) => void): (() => void) => {
    const entry = { call };
    this.#all.add(entry);
    return () => void this.#all.delete(entry);
  };

  readonly tell = (...args: Args): void => {
    for (const entry of [...this.#all]) {
      if (!this.#all.has(entry)) continue;
      try {
        entry.call(...args);
      } catch (error) {
        this.ports.reportError(error);
      }
    }
  };
}
