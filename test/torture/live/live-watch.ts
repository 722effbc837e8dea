import { checkHistory } from '../checker/history-rule';
import { checkLive, checkVersions } from '../checker/live-rule';
import { type Violation } from '../checker/violation';
import { Random } from '../random';
import { waitUntil } from '../../support/wait-until';
import { readHistory } from './read-history';
import { Subscriber } from './subscriber';
import { type Span, type Told, type TrueWrite } from './truth';
import { Witness } from './witness';

/** How long after the load the last events may take: until then leases end, which are as long as 30 s. */
const SETTLE_MS = 90_000;

/** What was watched, for the summary. */
export interface LiveSummary {
  readonly writes: number;
  readonly subscribers: number;
  readonly connections: number;
  readonly events: number;
  readonly snapshots: number;
  readonly historyEntries: number;
  readonly historyGaps: number;
}

/** Watches a run over both transports of every gateway, and past them. */
export class LiveWatch {
  private readonly witness: Witness;
  private subscribers: readonly Subscriber[] = [];

  constructor(private readonly uri: string) {
    this.witness = new Witness(uri);
  }

  /** Before any gateway writes. */
  begin(): Promise<void> {
    return this.witness.start();
  }

  /** At each gateway one that resumes, one that begins anew, and one of some locks only. */
  subscribe(ports: readonly number[], locks: { route: string; ids: readonly string[] }): void {
    const some = new Random(ports.length).shuffle(locks.ids).slice(0, 50);
    this.subscribers = ports.flatMap((port, gateway) => [
      new Subscriber({ name: `ws ${gateway}`, port, transport: 'websocket', resumes: true }),
      new Subscriber({ name: `sse ${gateway}`, port, transport: 'sse', resumes: false }),
      new Subscriber({
        ...{ name: `ws ${gateway} of some`, port, transport: 'websocket', resumes: true },
        ids: { route: locks.route, ids: some },
      }),
    ]);
    for (const subscriber of this.subscribers) subscriber.start();
  }

  /** After the load: judges what subscribers were told and what the history has. `list` asks a gateway. */
  async judge(
    list: () => Promise<ReadonlyMap<string, number>>,
    forgotten: readonly Span[],
  ): Promise<{ violations: Violation[]; summary: LiveSummary }> {
    const { writes, told, listed } = await this.settle(list);
    const history = await readHistory(this.uri, writes);
    await this.witness.untilCaughtUp();
    const violations = [
      ...checkVersions(writes),
      ...told.flatMap((each) => checkLive(each, writes, listed)),
      ...checkHistory(history, { writes: this.witness.writes, sure: writes.length, forgotten }),
    ];
    const events = told.flatMap((each) => each.events);
    const summary = {
      ...{ writes: writes.length, subscribers: told.length, events: events.length },
      connections: this.subscribers.reduce((sum, { connections }) => sum + connections, 0),
      snapshots: events.filter(({ type }) => type === 'SNAPSHOT_END').length,
      ...{ historyEntries: history.entries.length, historyGaps: history.gaps.length },
    };
    return { violations, summary };
  }

  async stop(): Promise<void> {
    await Promise.all(this.subscribers.map((subscriber) => subscriber.stop()));
    await this.witness.stop();
  }

  /** Leases still end: resolves at a moment when nothing did while everybody was asked. */
  private async settle(list: () => Promise<ReadonlyMap<string, number>>): Promise<{
    writes: readonly TrueWrite[];
    told: readonly Told[];
    listed: ReadonlyMap<string, number>;
  }> {
    const take = async (): Promise<{
      writes: readonly TrueWrite[];
      told: readonly Told[];
      listed: ReadonlyMap<string, number>;
    }> => {
      const listed = await list();
      const told = this.subscribers.map(({ name, ids, events }) => ({
        ...{ name, ids, events: [...events] },
      }));
      return { listed, told, writes: [...this.witness.writes] };
    };
    const settled = await waitUntil({
      ...{ what: 'a moment without changes', withinMs: SETTLE_MS, everyMs: 300 },
      ask: async () => {
        const before = this.witness.writes.length;
        const taken = await take();
        await this.witness.untilCaughtUp();
        const isStill = this.witness.writes.length === before;
        const isTold = taken.told.every(
          (each) => checkLive(each, taken.writes, taken.listed).length === 0,
        );
        return isStill && isTold ? taken : undefined;
      },
    }).catch(() => undefined);
    // What did not settle shows as violations.
    return settled ?? take();
  }
}
