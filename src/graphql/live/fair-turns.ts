/** How long the work of one turn of the event loop takes, but for its last piece. */
const TURN_MS = 3;

/**
 * Shares the event loop: small pieces of work are done at once while they take little time in all.
 * Beyond that they wait for the next turn, so that requests are answered in between, and then those
 * who have work are served in rotation: one with very much of it holds up only itself.
 */
export class FairTurns {
  private readonly waiting = new Map<string, Piece[]>();
  private spentMs = 0;
  private isTurnAhead = false;

  /** Does the work, now or in time; resolves when it is done, and rejects as it fails. */
  async run(ownerId: string, work: () => void): Promise<void> {
    if (this.waiting.size === 0 && this.spentMs < TURN_MS) return this.spend(work);
    return new Promise((resolve, reject) => {
      const piece = { work, resolve, reject };
      const pieces = this.waiting.get(ownerId);
      if (pieces) pieces.push(piece);
      else this.waiting.set(ownerId, [piece]);
    });
  }

  private spend(work: () => void): void {
    const startedAt = performance.now();
    try {
      work();
    } finally {
      this.spentMs += performance.now() - startedAt;
      if (!this.isTurnAhead) {
        this.isTurnAhead = true;
        setImmediate(() => this.turn());
      }
    }
  }

  private turn(): void {
    this.isTurnAhead = false;
    this.spentMs = 0;
    while (this.spentMs < TURN_MS) {
      const piece = this.next();
      if (!piece) return;
      try {
        this.spend(piece.work);
        piece.resolve();
      } catch (error) {
        piece.reject(error);
      }
    }
  }

  private next(): Piece | undefined {
    const [first] = this.waiting;
    if (!first) return undefined;
    const [ownerId, pieces] = first;
    // To the end of the rotation.
    this.waiting.delete(ownerId);
    const piece = pieces.shift();
    if (pieces.length > 0) this.waiting.set(ownerId, pieces);
    return piece;
  }
}

interface Piece {
  readonly work: () => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
