import { type LockEvent } from '../../domain/lock-event';

type Texts = Map<string, Buffer>;

/** What a text takes besides its bytes: its entry, and the entries of its event. */
const BYTES_BESIDES = 512;

/** The texts of the newest events, so that each is made once for all who are told the same. */
export class RenderedTexts {
  private readonly byEvent = new WeakMap<LockEvent, Texts>();
  private kept: { texts: Texts; key: string; bytes: number }[] = [];
  private dropped = 0;
  private bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get(event: LockEvent, key: string): Buffer | undefined {
    return this.byEvent.get(event)?.get(key);
  }

  /** Keeps a text, and drops the oldest beyond the limit. */
  set(event: LockEvent, key: string, text: Buffer): void {
    let texts = this.byEvent.get(event);
    if (!texts) this.byEvent.set(event, (texts = new Map<string, Buffer>()));
    texts.set(key, text);
    const bytes = text.length + BYTES_BESIDES;
    this.kept.push({ texts, key, bytes });
    this.bytes += bytes;
    while (this.bytes > this.maxBytes) this.dropOldest();
    // In large steps: removing the first of an array moves all others.
    if (this.dropped < 1_000 || this.dropped < this.kept.length / 2) return;
    this.kept = this.kept.slice(this.dropped);
    this.dropped = 0;
  }

  private dropOldest(): void {
    const { texts, key, bytes } = this.kept[this.dropped]!;
    this.dropped += 1;
    texts.delete(key);
    this.bytes -= bytes;
  }
}
