/** Counts the live connections of each user, up to a limit. */
export class ConnectionCounts {
  private readonly counts = new Map<string, number>();

  constructor(private readonly maxPerUser: number) {}

  /** Counts one more, or returns false when the user has the most already. */
  take(userId: string): boolean {
    const count = this.counts.get(userId) ?? 0;
    if (count >= this.maxPerUser) return false;
    this.counts.set(userId, count + 1);
    return true;
  }

  /** Counts one less. */
  giveBack(userId: string): void {
    const count = this.counts.get(userId)! - 1;
    if (count === 0) this.counts.delete(userId);
    else this.counts.set(userId, count);
  }
}
