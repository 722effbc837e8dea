/** How many kinds are tracked in one interval; what callers send can end up in a kind. */
const MAX_KINDS = 100;

/** When a kind was last reported, and how many occurrences were skipped since. */
interface Track {
  reportedAt: number;
  skipped: number;
}

/**
 * Limits how often the same event is reported: each kind once per interval, at most 100 kinds per
 * interval, and all kinds beyond those as one. Neither the log nor memory grows with what is sent.
 */
export class RepeatFilter {
  private readonly tracks = new Map<string, Track>();
  private readonly overflow: Track = { reportedAt: -Infinity, skipped: 0 };

  constructor(private readonly intervalMs: number) {}

  /**
   * Returns how many occurrences of this kind were skipped since its last report, or undefined if
   * this occurrence must be skipped too.
   */
  report(kind: string): number | undefined {
    const track = this.trackOf(kind);
    if (this.isRecent(track)) {
      track.skipped += 1;
      return undefined;
    }
    const { skipped } = track;
    track.reportedAt = performance.now();
    track.skipped = 0;
    return skipped;
  }

  private trackOf(kind: string): Track {
    const known = this.tracks.get(kind);
    if (known) return known;
    if (this.tracks.size >= MAX_KINDS) this.forgetOld();
    if (this.tracks.size >= MAX_KINDS) return this.overflow;
    const track: Track = { reportedAt: -Infinity, skipped: 0 };
    this.tracks.set(kind, track);
    return track;
  }

  private forgetOld(): void {
    for (const [kind, track] of this.tracks) {
      if (this.isRecent(track)) continue;
      this.tracks.delete(kind);
      this.overflow.skipped += track.skipped;
    }
  }

  private isRecent({ reportedAt }: Track): boolean {
    return performance.now() - reportedAt < this.intervalMs;
  }
}
