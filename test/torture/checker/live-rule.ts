import { compare, type EventPosition, parseCursor } from '../../../src/live/position';
import { type Told, type ToldEvent, type TrueChange, type TrueWrite } from '../live/truth';
import { type Violation } from './violation';

/** How far the clock that hides a lease that has run out may be off. */
const SLACK_MS = 2_000;

/** What is wrong with the writes themselves: the versions of a lock rise, each by one. */
export function checkVersions(writes: readonly TrueWrite[]): Violation[] {
  const versions = new Map<string, number>();
  const violations: Violation[] = [];
  for (const { id, version, isDeletion } of writes) {
    if (isDeletion) versions.delete(id);
    if (version === null) continue;
    const before = versions.get(id);
    if (before !== undefined && version !== before + 1) {
      violations.push(violationOf(id, `version ${before} and then ${version}`));
    }
    versions.set(id, version);
  }
  return violations;
}

/**
 * A subscriber is told exactly what the writes did, in their order and each thing once; a snapshot tells
 * the locks that stand at its position, and moves there, never back. All that was
 * written must have been told by now, and what it shows are the locks of `listed` with their tokens.
 */
export function checkLive(
  told: Told,
  writes: readonly TrueWrite[],
  listed: ReadonlyMap<string, number>,
): Violation[] {
  const mine = writes.filter(({ id }) => told.ids?.has(id) ?? true);
  const reading = new Reading(told.name, mine);
  for (const event of told.events) reading.read(event);
  reading.end(new Map([...listed].filter(([id]) => told.ids?.has(id) ?? true)));
  return reading.violations;
}

/** One subscriber's picture, held against the writes. */
class Reading {
  readonly violations: Violation[] = [];
  private readonly changes: readonly TrueChange[];
  /** Where the next change is; undefined before the first snapshot. */
  private next: number | undefined;
  private position: EventPosition | undefined;
  private picture = new Map<string, number>();
  private snapshot: Map<string, number> | undefined;

  constructor(
    private readonly name: string,
    private readonly writes: readonly TrueWrite[],
  ) {
    this.changes = writes.flatMap(({ changes }) => changes);
  }

  read(event: ToldEvent): void {
    if (event.type === 'SNAPSHOT') this.readStanding(event);
    else if (event.type === 'SNAPSHOT_END') this.readEnd(event);
    else this.readChange(event);
  }

  end(listed: ReadonlyMap<string, number>): void {
    const missing = this.changes[this.next ?? 0];
    if (missing) this.report(missing.id, `was never told of ${missing.type} ${missing.token}`);
    for (const id of new Set([...listed.keys(), ...this.picture.keys()])) {
      const [shown, has] = [this.picture.get(id), listed.get(id)];
      if (shown !== has) this.report(id, `shows ${String(shown)} in the end, not ${String(has)}`);
    }
  }

  private readStanding({ id, token }: ToldEvent): void {
    this.snapshot ??= new Map();
    if (this.snapshot.has(id!)) this.report(id!, 'came twice in a snapshot');
    this.snapshot.set(id!, token!);
  }

  private readEnd({ cursor, at }: ToldEvent): void {
    const position = parseCursor(cursor!)!;
    if (this.position && compare(position, this.position) < 0) {
      this.report('*', `was taken back by a snapshot at ${cursor!}`);
    }
    this.picture = this.snapshot ?? new Map<string, number>();
    this.snapshot = undefined;
    this.checkSnapshot(position, new Date(at));
    this.goTo(position);
  }

  private readChange({ type, id, token, cursor }: ToldEvent): void {
    const position = parseCursor(cursor!)!;
    if (this.snapshot) this.report(id!, `${type} came within a snapshot`);
    this.snapshot = undefined;
    if (this.position && compare(position, this.position) <= 0) {
      this.report(id!, `${type} ${token!} came twice, or after a later one`);
      return;
    }
    const expected = this.next === undefined ? undefined : this.changes[this.next];
    if (expected?.cursor !== cursor) {
      const what = expected ? `${expected.type} of ${expected.id} (${expected.cursor})` : 'nothing';
      this.report(id!, `${type} (${cursor!}) came where ${what} was next`);
    } else if (expected?.type !== type || expected.id !== id || expected.token !== token) {
      this.report(id!, `${type} ${token!} was told of ${expected.type} ${expected.token}`);
    }
    this.goTo(position);
    if (['RELEASED', 'EXPIRED', 'FORCE_REMOVED'].includes(type)) this.picture.delete(id!);
    else this.picture.set(id!, token!);
  }

  private goTo(position: EventPosition): void {
    this.position = position;
    let next = this.next ?? 0;
    while (next < this.changes.length && compare(this.changes[next]!.position, position) <= 0) {
      next += 1;
    }
    this.next = next;
  }

  /** The locks that stood at that position are all there, unless their lease had run out. */
  private checkSnapshot(position: EventPosition, at: Date): void {
    const standing = new Map<string, TrueWrite['held']>();
    for (const { id, held, position: own } of this.writes) {
      if (compare(own, position) > 0) break;
      standing.set(id, held);
    }
    for (const [id, token] of this.picture) {
      const held = standing.get(id);
      if (held?.token !== token) {
        this.report(id, `${token} was in a snapshot, but ${String(held?.token)} stood`);
      }
    }
    for (const [id, held] of standing) {
      const isOver = held?.expiresAt && held.expiresAt.getTime() <= at.getTime() + SLACK_MS;
      if (held && !isOver && !this.picture.has(id)) {
        this.report(id, `${held.token} was not in a snapshot`);
      }
    }
  }

  private report(lock: string, message: string): void {
    this.violations.push(violationOf(lock, `${this.name}: ${message}`));
  }
}

function violationOf(lock: string, message: string): Violation {
  return { rule: 'live', lock, message, calls: [] };
}
