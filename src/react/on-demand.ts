/** Something that tells its listeners of changes. */
interface Source {
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Opens a source for the first listener, and closes it when the last one has left and none has come by the
 * end of the turn: React leaves and comes back at once in StrictMode and when a component moves.
 */
export class OnDemand<Opened extends Source> {
  #opened: Opened | undefined;
  #leave: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();
  readonly #open: () => Opened;
  readonly #close: (opened: Opened) => void;

  constructor(open: () => Opened, close: (opened: Opened) => void) {
    this.#open = open;
    this.#close = close;
  }

  /** The source, while it is open. */
  get opened(): Opened | undefined {
    return this.#opened;
  }

  /** Subscribes a listener; the returned function leaves. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#opened === undefined) this.#begin();
    return () => {
      this.#listeners.delete(listener);
      queueMicrotask(() => {
        if (this.#listeners.size === 0) this.#end();
      });
    };
  };

  /** Opens the source anew, if it is open. */
  reopen(): void {
    if (this.#opened === undefined) return;
    this.#end();
    this.#begin();
    this.#tell();
  }

  #begin(): void {
    this.#opened = this.#open();
    this.#leave = this.#opened.subscribe(this.#tell);
  }

  #end(): void {
    if (this.#opened === undefined) return;
    const unused = this.#opened;
    this.#opened = undefined;
    this.#leave();
    this.#close(unused);
  }

  readonly #tell = (): void => {
    for (const listener of [...this.#listeners]) listener();
  };
}
