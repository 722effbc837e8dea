import { excludes, type Fact } from './facts';

/**
 * The facts that rule out one user as holder, searchable by time. The lists are kept once per user,
 * so that a check of a hundred thousand calls stays a matter of seconds.
 */
export class Exclusions {
  private readonly byStart: readonly Fact[];
  /** For each place in byStart: of the facts from there on, the one that ended first. */
  private readonly endsFirstFrom: readonly Fact[];
  private readonly byEnd: readonly Fact[];
  /** For each place in byEnd: of the facts up to there, the one that started last. */
  private readonly startsLastTo: readonly Fact[];

  constructor(facts: readonly Fact[], user: string) {
    const excluding = facts.filter((fact) => excludes(fact, user));
    this.byStart = [...excluding].sort((left, right) => left.call.startMs - right.call.startMs);
    this.byEnd = [...excluding].sort((left, right) => left.call.endMs - right.call.endMs);
    const endsFirst: Fact[] = [];
    for (const fact of [...this.byStart].reverse()) {
      const best = endsFirst.at(-1);
      endsFirst.push(best && best.call.endMs < fact.call.endMs ? best : fact);
    }
    this.endsFirstFrom = endsFirst.reverse();
    const startsLast: Fact[] = [];
    for (const fact of this.byEnd) {
      const best = startsLast.at(-1);
      startsLast.push(best && best.call.startMs > fact.call.startMs ? best : fact);
    }
    this.startsLastTo = startsLast;
  }

  /** Of the facts whose call started after `timeMs`, the one whose call ended first. */
  firstAfter(timeMs: number): Fact | undefined {
    return this.endsFirstFrom[countWhile(this.byStart, (fact) => fact.call.startMs <= timeMs)];
  }

  /** Of the facts whose call ended before `timeMs`, the one whose call started last. */
  lastBefore(timeMs: number): Fact | undefined {
    return this.startsLastTo[countWhile(this.byEnd, (fact) => fact.call.endMs < timeMs) - 1];
  }
}

/** How many leading items satisfy a test that, once false, stays false. */
export function countWhile<Item>(
  items: readonly Item[],
  isBefore: (item: Item) => boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
