/** One step of the mix; what the answer must be follows from the action. */
export interface MixStep {
  action: 'acquire' | 're-acquire' | 'conflict' | 'remove';
  record: number;
  user: number;
}

/**
 * A seeded walk over a connection's own records, so that the right answer of each step is known in
 * advance whatever the other connections do. In the long run each action is a quarter of the steps.
 */
export class MixSequence {
  private readonly holders: (number | undefined)[];
  private state: number;

  constructor(private readonly shape: { seed: number; records: number; users: number }) {
    this.holders = new Array<number | undefined>(shape.records).fill(undefined);
    this.state = (shape.seed * 2_654_435_761) >>> 0 || 1;
  }

  /** The next step; it assumes that the steps before it were answered as they should be. */
  next(): MixStep {
    const record = this.random(this.shape.records);
    const holder = this.holders[record];
    if (holder === undefined) {
      const user = this.random(this.shape.users);
      this.holders[record] = user;
      return { action: 'acquire', record, user };
    }
    const choice = this.random(3);
    if (choice === 0) return { action: 're-acquire', record, user: holder };
    if (choice === 1) {
      const user = (holder + 1 + this.random(this.shape.users - 1)) % this.shape.users;
      return { action: 'conflict', record, user };
    }
    this.holders[record] = undefined;
    return { action: 'remove', record, user: holder };
  }

  // xorshift32: the same numbers on every machine, which Math.random does not promise.
  private random(below: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state % below;
  }
}
