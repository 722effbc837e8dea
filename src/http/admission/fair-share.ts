/**
 * A bounded amount shared by several holders. No holder can have more than is left free: one alone
 * gets at most half, two get a third each, and some is always left for the next one.
 */
export class FairShare {
  private readonly held = new Map<string, number>();
  private free: number;

  constructor(total: number) {
    this.free = total;
  }

  /** Takes the amount for the holder; returns false and takes nothing if that is too much. */
  take(holder: string, amount: number): boolean {
    const held = (this.held.get(holder) ?? 0) + amount;
    if (held > this.free - amount) return false;
    this.free -= amount;
    this.held.set(holder, held);
    return true;
  }

  /** Returns an amount that the holder took. */
  giveBack(holder: string, amount: number): void {
    const held = (this.held.get(holder) ?? 0) - amount;
    this.free += amount;
    if (held > 0) this.held.set(holder, held);
    else this.held.delete(holder);
  }
}
