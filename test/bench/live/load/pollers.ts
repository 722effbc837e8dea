import { setTimeout as sleep } from 'node:timers/promises';
import { HttpConnection } from '../../load/http-connection';
import { type Audience, recordsOf, sizeFor } from './audience';
import { numberOf, recordOf } from './change-plan';
import { now } from './delivery-log';
import { LOCKS, postGraphQL } from './messages';
import { userOf } from './users';

/** How often each of them asks. */
const PERIOD_MS = 1_000;

/** What polling gave. */
export interface Polled {
  readonly polls: number;
  /** How many of them were refused because the server had no time for them. */
  readonly refused: number;
  readonly errors: number;
  readonly firstError: string | undefined;
  /** When the last one saw each change, as pairs; a change that not all saw is absent. */
  readonly seenAt: readonly (readonly [number: number, at: number])[];
}

/** Clients that ask for the locks of their records again and again, each over a connection of its own. */
export class Pollers {
  private readonly counts = new Map<number, number>();
  private readonly seenAt: [number, number][] = [];
  private polls = 0;
  private refused = 0;
  private errors = 0;
  private firstError: string | undefined;

  constructor(
    private readonly port: number,
    private readonly audience: Audience,
    /** The first change that counts. */
    private readonly first: number,
  ) {}

  async run(durationMs: number): Promise<Polled> {
    const endsAt = performance.now() + durationMs;
    const pollers = Array.from({ length: this.audience.subscribers }, (_, poller) =>
      this.poll(poller, endsAt),
    );
    await Promise.all(pollers);
    const { polls, refused, errors, firstError, seenAt } = this;
    return { polls, refused, errors, firstError, seenAt };
  }

  private async poll(poller: number, endsAt: number): Promise<void> {
    // They did not all begin at the same time.
    await sleep((poller * PERIOD_MS) / this.audience.subscribers);
    const connection = await HttpConnection.open(this.port);
    const ids = recordsOf(this.audience, poller);
    const request = postGraphQL(userOf(poller), LOCKS, { ids });
    let held: ReadonlyMap<string, number> | undefined;
    while (performance.now() < endsAt) {
      const nextAt = performance.now() + PERIOD_MS;
      const { status, body } = await connection.send(request);
      this.polls += 1;
      if (body.includes('SERVICE_UNAVAILABLE')) this.refused += 1;
      else if (status === 200 && !body.includes('"errors"')) held = this.compare(held, body);
      else this.fail(`${status} ${body.slice(0, 300)}`);
      await sleep(Math.max(0, nextAt - performance.now()));
    }
    connection.close();
  }

  private compare(
    before: ReadonlyMap<string, number> | undefined,
    body: string,
  ): ReadonlyMap<string, number> {
    const { nodes } = (JSON.parse(body) as LocksAnswer).data.locks;
    const held = new Map(nodes.map(({ resourceId, note }) => [resourceId, Number(note)]));
    if (!before) return held;
    for (const [id, note] of held) {
      if (before.get(id) !== note) this.see(numberOf(note, 'ACQUIRED'));
    }
    for (const [id, note] of before) {
      if (!held.has(id)) this.see(numberOf(note, 'RELEASED'));
    }
    return held;
  }

  private see(number: number): void {
    if (number < this.first) return;
    const count = (this.counts.get(number) ?? 0) + 1;
    this.counts.set(number, count);
    if (count === sizeFor(this.audience, recordOf(number))) this.seenAt.push([number, now()]);
  }

  private fail(what: string): void {
    this.errors += 1;
    this.firstError ??= what;
  }
}

interface LocksAnswer {
  readonly data: {
    readonly locks: { readonly nodes: readonly { resourceId: string; note: string | null }[] };
  };
}
