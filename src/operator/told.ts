/** Who is called back, in the order of asking. */
export class Told<Args extends readonly unknown[] = []> {
  readonly #all = new Set<{ readonly call: (...args: Args) => void }>();

  /** Adds a listener, also one that is there already; the returned function takes this one away. */
  readonly add = (call: (...args: Args) => void): (() => void) => {
    const entry = { call };
    this.#all.add(entry);
    return () => void this.#all.delete(entry);
  };

  readonly tell = (...args: Args): void => {
    for (const entry of [...this.#all]) if (this.#all.has(entry)) entry.call(...args);
  };
}
