import { type HistoryOf, type LockClient } from '../client/lock-client';
import { type LockFault } from '../client/lock-fault';
import { type LockEvent, type LockHistoryEntry } from '../client/lock-types';
import { Told } from './told';

/** What is known of a history. */
export interface LockHistorySnapshot {
  /** Newest first. What was just told live stands here until the gateway has it recorded. */
  readonly entries: readonly LockHistoryEntry[];
  readonly isLoading: boolean;
  /** Older ones follow: `more` reads them. */
  readonly hasMore: boolean;
  /** Why the last read failed; `refresh` reads again. */
  readonly fault: LockFault | null;
}

/** A history that grows: at its end by pages, at its beginning by what happens. */
export interface LockHistory {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly getSnapshot: () => LockHistorySnapshot;
  readonly more: () => void;
  readonly refresh: () => void;
  /** An event that belongs to this history: it is shown at once. */
  readonly add: (event: LockEvent) => void;
  readonly close: () => void;
}

const PAGE = 50;
/** A change is recorded about a second after it happened, and under full load within 15. */
const RECORDED_AFTER_MS = [1_500, 3_000, 6_000, 12_000];

/** The history of a record or of a user; it is read at once. */
export function createLockHistory(
  client: Pick<LockClient, 'lockHistory'>,
  of: HistoryOf,
): LockHistory {
  const changed = new Told();
  const leave = new AbortController();
  /** Told live, and not recorded yet. */
  let fresh: LockHistoryEntry[] = [];
  let recorded: readonly LockHistoryEntry[] = [];
  let end: string | null = null;
  let waits = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let snapshot: LockHistorySnapshot = { entries: [], isLoading: true, hasMore: false, fault: null };

  const show = (change: Partial<LockHistorySnapshot>): void => {
    const isRecorded = new Set(recorded.map(nameOf));
    fresh = fresh.filter((entry) => !isRecorded.has(nameOf(entry)));
    snapshot = { ...snapshot, entries: [...fresh, ...recorded], ...change };
    changed.tell();
  };
  const lookLater = (): void => {
    const delay = fresh.length > 0 ? RECORDED_AFTER_MS[waits] : undefined;
    clearTimeout(timer);
    if (delay === undefined || leave.signal.aborted) return;
    waits += 1;
    timer = setTimeout(() => void read(), delay);
  };
  const read = async (after?: string): Promise<void> => {
    show({ isLoading: true });
    try {
      const page = await client.lockHistory(of, { first: PAGE, after }, { signal: leave.signal });
      if (after === undefined) {
        const known = new Set(recorded.map(({ id }) => id));
        const isNext = recorded.length === 0 || page.nodes.some(({ id }) => known.has(id));
        const added = page.nodes.filter(({ id }) => !known.has(id));
        // With more than a page in between, what is behind it is read again.
        recorded = isNext ? [...added, ...recorded] : page.nodes;
        if (known.size === 0 || !isNext) ({ endCursor: end } = page.pageInfo);
        const hasMore = known.size === 0 || !isNext ? page.pageInfo.hasNextPage : snapshot.hasMore;
        show({ isLoading: false, fault: null, hasMore });
      } else {
        end = page.pageInfo.endCursor;
        recorded = [...recorded, ...page.nodes];
        show({ isLoading: false, fault: null, hasMore: page.pageInfo.hasNextPage });
      }
    } catch (error) {
      if (leave.signal.aborted) return;
      show({ isLoading: false, fault: error as LockFault });
    }
    lookLater();
  };
  void read();
  return {
    subscribe: changed.add,
    getSnapshot: () => snapshot,
    more: () => {
      if (!snapshot.isLoading && snapshot.hasMore && end !== null) void read(end);
    },
    refresh: () => void read(),
    add: (event) => {
      const entry = entryOf(event);
      if (!entry) return;
      // Nobody told of it: it was found out later, and may have been something else.
      if (entry.actor === null && (entry.type === 'ACQUIRED' || entry.type === 'RELEASED')) {
        void read();
        return;
      }
      fresh = [entry, ...fresh];
      waits = 0;
      show({});
      lookLater();
    },
    close: () => {
      leave.abort();
      clearTimeout(timer);
    },
  };
}

/** The same for what is told live and for what is recorded of it. */
function nameOf({ type, route, resourceId, fencingToken }: LockHistoryEntry): string {
  return JSON.stringify([type, route, resourceId, fencingToken]);
}

/** What will be recorded of an event; undefined for one that is no grant and no end of one. */
function entryOf({ type, lock, ...rest }: LockEvent): LockHistoryEntry | undefined {
  if (type === 'RENEWED' || type === 'WAITERS_CHANGED') return undefined;
  const { at, actor, reason, previousHolder } = rest;
  const { route, resourceId, holder, note, fencingToken } = lock;
  const isGrant = type === 'TAKEN_OVER' || type === 'RESERVED';
  return {
    ...{ id: `live ${type} ${lock.id} ${fencingToken}`, type, at, actor, reason },
    ...{ route, resourceId, holder, note, fencingToken },
    previousHolder: isGrant ? previousHolder : null,
  };
}
