import { HttpConnection } from '../../load/http-connection';
import { changeOf, noteOf } from './change-plan';
import { now } from './delivery-log';
import { postGraphQL, ROUTE } from './messages';

const ACQUIRE = `mutation Acquire($id: ID!, $note: String) { acquireLock(route: "${ROUTE}", id: $id, note: $note) { __typename } }`;
const RELEASE = `mutation Release($id: ID!) { removeLock(route: "${ROUTE}", id: $id) { __typename } }`;

/** The most changes that are asked for at a time: fewer than lie between two of one record. */
export const MAX_IN_FLIGHT = 32;

/** Changes locks, one number after the other. */
export class Changer {
  /** When each change was answered, in ms of the machine's clock. */
  readonly answeredAt = new Map<number, number>();
  /** How many answers were wrong. */
  errors = 0;
  firstError: string | undefined;
  private readonly waiting: ((connection: HttpConnection) => void)[] = [];

  private constructor(
    private readonly idle: HttpConnection[],
    private next: number,
  ) {}

  /** Connects; the first change has the number `first`. */
  static async open(port: number, first: number): Promise<Changer> {
    const connections = Array.from({ length: MAX_IN_FLIGHT }, () => HttpConnection.open(port));
    return new Changer(await Promise.all(connections), first);
  }

  /** The number of the next change. */
  get nextNumber(): number {
    return this.next;
  }

  /** Makes the next change; resolves when it is answered. */
  async change(): Promise<void> {
    const number = this.next;
    this.next += 1;
    const connection = await this.free();
    try {
      const { isRelease, text } = requestOf(number);
      const { status, body } = await connection.send(text);
      this.answeredAt.set(number, now());
      const wanted = isRelease ? '"LockRemoved"' : '"LockAcquired"';
      if (status !== 200 || !body.includes(wanted)) this.fail(`${status} ${body.slice(0, 300)}`);
    } catch (error) {
      this.fail(String(error));
    }
    const waiting = this.waiting.shift();
    if (waiting) waiting(connection);
    else this.idle.push(connection);
  }

  /** Makes so many changes a second for a time, whether they are answered in time or not. */
  async changeAtRate(perSecond: number, durationMs: number): Promise<void> {
    const startedAt = performance.now();
    const count = Math.round((perSecond * durationMs) / 1000);
    const changes: Promise<void>[] = [];
    while (changes.length < count) {
      const due = Math.min(
        count,
        Math.floor(((performance.now() - startedAt) * perSecond) / 1000) + 1,
      );
      while (changes.length < due) changes.push(this.change());
      const nextAt = startedAt + (changes.length * 1000) / perSecond;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, nextAt - performance.now())));
    }
    await Promise.all(changes);
  }

  private free(): Promise<HttpConnection> {
    const connection = this.idle.pop();
    if (connection) return Promise.resolve(connection);
    return new Promise((resolve) => void this.waiting.push(resolve));
  }

  close(): void {
    for (const connection of this.idle) connection.close();
  }

  private fail(what: string): void {
    this.errors += 1;
    this.firstError ??= what;
  }
}

function requestOf(number: number): { isRelease: boolean; text: string } {
  const { record, user, isRelease } = changeOf(number);
  const id = String(record);
  const text = isRelease
    ? postGraphQL(user, RELEASE, { id })
    : postGraphQL(user, ACQUIRE, { id, note: noteOf(number) });
  return { isRelease, text };
}
