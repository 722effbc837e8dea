import { type Random } from '../torture/random';

/** What is known of one record: its token while it is held and the token was seen, or that it is free. */
export type Known =
  { readonly isHeld: false } | { readonly isHeld: true; readonly token?: number | undefined };

const RECORDS = 5;

/** The records that one user alone uses, a few at a time, with what every answer must agree with. */
export class OwnRecords {
  private readonly known = new Map<string, Known>();
  private readonly open = new Set<string>();
  private nextId = 0;

  constructor() {
    for (let n = 0; n < RECORDS; n += 1) this.add();
  }

  /** One of the records, and what is known of it. */
  pick(random: Random): { id: string; known: Known } {
    const [id, known] = random.pick([...this.known]);
    return { id, known };
  }

  set(id: string, known: Known): void {
    this.known.set(id, known);
  }

  /** Takes a new record instead of one that a wrong answer says nothing certain about. */
  abandon(id: string): void {
    this.known.delete(id);
    this.open.add(id);
    this.add();
  }

  abandonAll(): void {
    for (const id of [...this.known.keys()]) this.abandon(id);
  }

  /** The ids of those that are held, in order. */
  get heldIds(): readonly string[] {
    return [...this.known]
      .filter(([, { isHeld }]) => isHeld)
      .map(([id]) => id)
      .sort();
  }

  /** True for a record that was abandoned: it may be held or not. */
  isOpen(id: string): boolean {
    return this.open.has(id);
  }

  private add(): void {
    this.known.set(String(this.nextId++).padStart(6, '0'), { isHeld: false });
  }
}
