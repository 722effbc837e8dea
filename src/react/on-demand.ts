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
  #listeners = 0;
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
    this.#opened ??= this.#open();
    this.#listeners += 1;
    const unsubscribe = this.#opened.subscribe(listener);
    return () => {
      unsubscribe();
      this.#listeners -= 1;
      queueMicrotask(this.#closeUnused);
    };
  };

  readonly #closeUnused = (): void => {
    if (this.#listeners > 0 || this.#opened === undefined) return;
    const unused = this.#opened;
    this.#opened = undefined;
    this.#close(unused);
  };
}
