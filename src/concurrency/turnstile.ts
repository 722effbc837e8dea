/**
 * Lets so many through at a time. The others wait without a bound of their own, so what waits has to be
 * bounded elsewhere; owners are let in by turns, so that one with very many holds up only itself.
 */
export class Turnstile {
  /** In the order of the rotation. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private inside = 0;

  constructor(private readonly maxInside: number) {}

  /** Does the work when it is its turn, and answers as it does. */
  async pass<Result>(ownerId: string, work: () => Promise<Result>): Promise<Result> {
    if (this.inside < this.maxInside) this.inside += 1;
    else await this.turnOf(ownerId);
    try {
      return await work();
    } finally {
      const letIn = this.next();
      if (letIn) letIn();
      else this.inside -= 1;
    }
  }

  private turnOf(ownerId: string): Promise<void> {
    return new Promise((resolve) => {
      const own = this.waiting.get(ownerId);
      if (own) own.push(resolve);
      else this.waiting.set(ownerId, [resolve]);
    });
  }

  private next(): (() => void) | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    const [ownerId, own] = first;
    const letIn = own.shift();
    // To the end of the rotation.
    this.waiting.delete(ownerId);
    if (own.length > 0) this.waiting.set(ownerId, own);
    return letIn;
  }
}
