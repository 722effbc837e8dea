/** Repeatable randomness: the same seed gives the same sequence. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0 || 1;
    // Neighboring seeds start alike; the first few numbers are thrown away.
    for (let round = 0; round < 8; round += 1) this.next();
  }

  /** A number from 0 up to, not including, 1. */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    this.state >>>= 0;
    return this.state / 2 ** 32;
  }

  /** A number between the two. */
  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** One of the items, each equally likely. */
  pick<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.next() * items.length)] as Item;
  }

  /** The items in random order. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let left = shuffled.length - 1; left > 0; left -= 1) {
      const other = Math.floor(this.next() * (left + 1));
      [shuffled[left], shuffled[other]] = [shuffled[other] as Item, shuffled[left] as Item];
    }
    return shuffled;
  }
}
