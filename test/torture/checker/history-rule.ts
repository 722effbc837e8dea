import { type Span, type StoredEntry, type TrueChange, type TrueWrite } from '../live/truth';
import { type Violation } from './violation';

/** How far the clocks of two primaries may be apart, and how late a change is to its write. */
const SLACK_MS = 2_000;

/** What the history has. */
export interface StoredHistory {
  readonly entries: readonly StoredEntry[];
  /** Without the one that tells when the recording began. */
  readonly gaps: readonly Span[];
}

/** What it is held against. */
export interface HistoryTruth {
  readonly writes: readonly TrueWrite[];
  /** So many of them, the first, were made before the history was read. */
  readonly sure: number;
  /** When the database was made to forget. */
  readonly forgotten: readonly Span[];
}

/**
 * The history has exactly the grants and the ends that the writes did, once each. Only within a gap may
 * one be missing, or be told by less than the write said; and there is a gap only where the database was
 * made to forget.
 */
export function checkHistory(
  { entries, gaps }: StoredHistory,
  { writes, sure, forgotten }: HistoryTruth,
): Violation[] {
  const violations: Violation[] = [];
  const report = (lock: string, message: string): void =>
    void violations.push({ rule: 'history', lock, message, calls: [] });
  const stored = new Map<string, StoredEntry>();
  for (const entry of entries) {
    const name = nameOf(entry);
    if (stored.has(name)) report(entry.id, `${name} is stored twice`);
    stored.set(name, entry);
  }
  const isInGap = (at: Date): boolean => gaps.some((gap) => overlap(gap, { from: at, until: at }));
  for (const [index, { changes, wallTime }] of writes.entries()) {
    for (const change of changes.filter(({ isHistory }) => isHistory)) {
      const name = nameOf(change);
      const entry = stored.get(name);
      stored.delete(name);
      if (!entry && index < sure && !isInGap(wallTime))
        report(change.id, `${name} (${change.type}) is missing`);
      if (!entry || (entry.isMadeUp && isInGap(wallTime))) continue;
      const [has, had] = [contentOf(entry), contentOf(change)];
      if (has !== had) report(change.id, `${has} is stored of ${had}`);
    }
  }
  for (const [name, { id, at, isMadeUp }] of stored) {
    if (!isMadeUp || !isInGap(at)) report(id, `${name} is stored, but no write did it`);
  }
  for (const gap of gaps) {
    if (forgotten.some((span) => overlap(span, gap))) continue;
    report('*', `a gap until ${gap.until.toISOString()}, but nothing was forgotten`);
  }
  return violations;
}

function overlap(one: Span, other: Span): boolean {
  return (
    one.from.getTime() - SLACK_MS <= other.until.getTime() &&
    other.from.getTime() <= one.until.getTime() + SLACK_MS
  );
}

const ENDS = ['RELEASED', 'EXPIRED', 'FORCE_REMOVED'];

/** A grant begins once and ends once. */
function nameOf({ id, token, type }: Pick<TrueChange, 'id' | 'token' | 'type'>): string {
  return `${ENDS.includes(type) ? 'the end' : 'the beginning'} of ${token} of ${id}`;
}

function contentOf(told: TrueChange | StoredEntry): string {
  const { type, at, token, holder, actor, previousHolder, reason } = told;
  return JSON.stringify({ type, at, token, holder, actor, previousHolder, reason });
}
