import { type Family } from './hostile-call';

/** One kind of thing that must not happen, with how often it did and one example to look at. */
export interface Violation {
  readonly family: Family | 'quiet' | 'end';
  readonly rule: string;
  readonly example: string;
  readonly count: number;
}

const EXAMPLE_CHARS = 600;

/** Collects violations by family and rule; memory stays bounded however many there are. */
export class Violations {
  private readonly byKind = new Map<string, Violation>();

  add(violation: Omit<Violation, 'count'>): void {
    const kind = `${violation.family} ${violation.rule}`;
    const seen = this.byKind.get(kind);
    const example = seen?.example ?? violation.example.slice(0, EXAMPLE_CHARS);
    this.byKind.set(kind, { ...violation, example, count: (seen?.count ?? 0) + 1 });
  }

  get all(): readonly Violation[] {
    return [...this.byKind.values()];
  }
}
