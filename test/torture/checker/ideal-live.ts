import { toCursor } from '../../../src/live/position';
import { type StoredEntry, type ToldEvent, type TrueChange, type TrueWrite } from '../live/truth';

export const BASE_MS = 1_800_000_000_000;

const at = (second: number): Date => new Date(BASE_MS + second * 1_000);

/** Writes to the locks of a short run: one a second, each of one change. */
export class WriteBuilder {
  readonly writes: TrueWrite[] = [];
  private readonly versions = new Map<string, number>();

  /** A grant of the lock, which has ended before or is taken over. */
  grant(id: string, token: number, type = 'ACQUIRED', expiresAt: Date | null = null): this {
    return this.add(this.change(id, token, type), { token, expiresAt });
  }

  end(id: string, token: number, type = 'RELEASED'): this {
    return this.add(this.change(id, token, type), undefined);
  }

  renew(id: string, token: number): this {
    const change = { ...this.change(id, token, 'RENEWED'), isHistory: false };
    return this.add(change, { token, expiresAt: null });
  }

  private change(id: string, token: number, type: string): TrueChange {
    const second = this.writes.length;
    const position = { time: BigInt(second + 1) << 32n, index: 0, change: 0 };
    return {
      ...{ id, token, type, at: at(second), holder: 'alice', actor: 'alice' },
      ...{ previousHolder: null, reason: null, isHistory: true },
      ...{ position, cursor: toCursor(position) },
    };
  }

  private add(change: TrueChange, held: TrueWrite['held']): this {
    const { id, position } = change;
    const version = (this.versions.get(id) ?? 0) + 1;
    this.versions.set(id, version);
    const wallTime = at(this.writes.length);
    this.writes.push({
      id,
      version,
      wallTime,
      position,
      changes: [change],
      isDeletion: false,
      held,
    });
    return this;
  }
}

/** The events of a subscriber that misses nothing, from the very beginning. */
export function eventsOf(writes: readonly TrueWrite[]): ToldEvent[] {
  const beginning = toCursor({ time: 0n, index: 0, change: 0 });
  return [
    endAt(beginning, 0),
    ...writes
      .flatMap(({ changes }) => changes)
      .map(({ type, id, token, at: when, cursor }) => ({
        ...{ type, id, token, at: when.toISOString(), cursor },
      })),
  ];
}

/** The end of a snapshot. */
export function endAt(cursor: string, second: number): ToldEvent {
  return { type: 'SNAPSHOT_END', id: null, token: null, at: at(second).toISOString(), cursor };
}

/** A lock of a snapshot. */
export function standing(id: string, token: number): ToldEvent {
  return { type: 'SNAPSHOT', id, token, at: at(0).toISOString(), cursor: null };
}

/** The entries of a recorder that misses nothing. */
export function entriesOf(writes: readonly TrueWrite[]): StoredEntry[] {
  return writes
    .flatMap(({ changes }) => changes)
    .filter(({ isHistory }) => isHistory)
    .map((change) => ({ ...change, isMadeUp: false }));
}
