/**
 * A bounded amount that callers share. Nobody may hold more than is left free, so that one caller
 * gets at most a half, two a third each, and there is always some left for the next one.
 */
export class FairShare {
  private readonly held = new Map<string, number>();
  private free: number;

  constructor(total: number) {
    this.free = total;
  }

  /** Takes so much for the holder, or nothing and answers false. */
  take(holder: string, amount: number): boolean {
    const held = (this.held.get(holder) ?? 0) + amount;
    if (held > this.free - amount) return false;
    this.free -= amount;
    this.held.set(holder, held);
    return true;
  }

  /** Gives back what the holder has taken. */
  giveBack(holder: string, amount: number): void {
    const held = (this.held.get(holder) ?? 0) - amount;
    this.free += amount;
    if (held > 0) this.held.set(holder, held);
    else this.held.delete(holder);
  }
}
