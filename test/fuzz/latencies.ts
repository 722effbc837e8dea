/** Times of answers, kept as they came. */
export class Latencies {
  private readonly times: number[] = [];

  add(tookMs: number): void {
    this.times.push(tookMs);
  }

  get count(): number {
    return this.times.length;
  }

  /** The time within which so many per cent were answered, in ms; 0 without any. */
  percentile(percent: number): number {
    const sorted = [...this.times].sort((left, right) => left - right);
    const index = Math.ceil((percent / 100) * sorted.length) - 1;
    return sorted[Math.max(0, index)] ?? 0;
  }
}
