import { setTimeout as sleep } from 'node:timers/promises';
import { type Call, type Door, type Op } from '../history';
import { Random } from '../random';
import { Client } from './client';
import { type Recorder } from './recorder';
import { LOAD_USERS } from './users';

/** Few, so that conflicts are the rule. */
const LOCK_COUNT = 8;
/** From this one on people wait in line and name their sessions: without, the checker can tell more. */
const FIRST_WITH_LINE = 4;
/** Locks that are mostly had together. */
const BULK_COUNT = 6;
/** Locks that are so many that conflicts are rare; with the others 200. */
const WIDE_COUNT = 186;
const SHORT_LEASE_MS = 10_000;
const DOORS: readonly Door[] = ['rest', 'graphql'];

/** The ids of all locks of the load. */
export const LOAD_IDS: readonly string[] = [
  ...Array.from({ length: LOCK_COUNT }, (_, index) => `${index}`),
  ...Array.from({ length: BULK_COUNT }, (_, index) => `bulk-${index}`),
  ...Array.from({ length: WIDE_COUNT }, (_, index) => `wide-${index}`),
];

/** The concurrent clients: every user at both doors of every gateway. */
export class Workload {
  private isStopping = false;
  private readonly clients: readonly Client[];
  private readonly loops: Promise<void>[] = [];

  constructor(
    private readonly options: {
      ports: readonly number[];
      recorder: Recorder;
      seed: number;
      /** Mean pause of a client between two calls. */
      pauseMs: number;
    },
  ) {
    const { ports, recorder } = options;
    const places = ports.flatMap((port, gateway) =>
      DOORS.flatMap((door) => LOAD_USERS.map((user) => ({ port, gateway, door, user }))),
    );
    this.clients = places.map((place, number) => new Client({ ...place, number, recorder }));
  }

  get size(): number {
    return this.clients.length;
  }

  start(): void {
    for (const client of this.clients) this.loops.push(this.run(client));
  }

  /** Lets every client finish the call it waits for. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.loops);
    for (const client of this.clients) client.close();
  }

  private async run(client: Client): Promise<void> {
    const random = new Random(this.options.seed * 1_000 + client.options.number);
    const held = new Map<string, number | undefined>();
    const { pauseMs } = this.options;
    for (let turn = 0; !this.isStopping; turn += 1) {
      const isBulk = client.options.door === 'graphql' && random.next() < 0.15;
      const call = isBulk
        ? await bulkStep(client, { held, random, turn })
        : await step(client, held, random);
      const isTrouble = call.outcome.kind !== 'definite';
      await sleep(random.between(0, 2 * pauseMs) + (isTrouble ? 100 : 0));
    }
  }
}

/** One call about several locks: to have all of them, or to let go of those the client has. */
async function bulkStep(
  client: Client,
  { held, random, turn }: { held: Map<string, number | undefined>; random: Random; turn: number },
): Promise<Call> {
  const mine = [...held.keys()].filter((id) => id.startsWith('bulk-'));
  if (mine.length > 0 && random.next() < 0.6) {
    const call = await client.ask('removeAll', { ids: mine });
    for (const id of mine) held.delete(id);
    return call;
  }
  const from = Math.floor(random.between(0, BULK_COUNT - 2));
  const ids = Array.from({ length: BULK_COUNT - from }, (_, index) => `bulk-${from + index}`);
  if (random.next() < 0.5) ids.reverse();
  const note = `batch-${client.options.number}-${turn}`;
  const call = await client.ask('acquireAll', { ids, note });
  const answer = call.outcome.kind === 'definite' ? call.outcome.answer : undefined;
  if (answer?.kind !== 'batch') return call;
  for (const id of ids) held.delete(id);
  for (const { id, token } of answer.acquired) held.set(id.split('/')[1]!, token);
  return call;
}

/** One call: mostly about a lock the client believes to hold, else about any. */
async function step(
  client: Client,
  held: Map<string, number | undefined>,
  random: Random,
): Promise<Call> {
  const { door, user } = client.options;
  const mine = random.next() < 0.6 ? [...held.keys()] : [];
  const id = mine.length > 0 ? random.pick(mine) : anyId(door, random);
  const hasLine = Number(id) >= FIRST_WITH_LINE;
  const op = chooseOp(
    { door, canOverride: user.permissions.length > 1, isMine: held.has(id), hasLine },
    random,
  );
  const isInSession = hasLine && door === 'graphql' && random.next() < 0.5;
  const token = held.get(id);
  const call = await client.ask(op, {
    ...(op !== 'locks' && { id }),
    // Only every other lock knows short leases: on the rest an early end is never explained by one.
    ...(op === 'acquire' &&
      door === 'graphql' &&
      Number(id) % 2 === 0 &&
      random.next() < 0.3 && { ttlMs: SHORT_LEASE_MS }),
    ...(isInSession &&
      (op === 'acquire' || op === 'request') && { sessionId: `tab-${client.options.number}` }),
    ...(isInSession && op === 'acquire' && { adopt: random.next() < 0.3 }),
    ...(token !== undefined &&
      (op === 'renew' || (op === 'remove' && random.next() < 0.5)) && { token }),
  });
  remember(call, id, held);
  return call;
}

function anyId(door: Door, random: Random): string {
  if (door === 'rest' && random.next() < 0.1) {
    return `bulk-${Math.floor(random.next() * BULK_COUNT)}`;
  }
  if (random.next() < 0.4) return `wide-${Math.floor(random.next() * WIDE_COUNT)}`;
  return String(Math.floor(random.next() * LOCK_COUNT));
}

function chooseOp(
  place: { door: Door; canOverride: boolean; isMine: boolean; hasLine: boolean },
  random: Random,
): Op {
  const dice = random.next();
  if (place.door === 'rest') return dice < (place.isMine ? 0.4 : 0.85) ? 'acquire' : 'remove';
  if (place.canOverride && dice < 0.15) return dice < 0.08 ? 'takeOver' : 'forceRemove';
  if (place.hasLine && !place.isMine && dice < 0.5) return dice < 0.42 ? 'request' : 'withdraw';
  if (place.isMine) return dice < 0.45 ? 'renew' : dice < 0.55 ? 'acquire' : 'remove';
  if (dice < 0.75) return 'acquire';
  return dice < 0.85 ? 'remove' : dice < 0.95 ? 'lock' : 'locks';
}

function remember(call: Call, id: string, held: Map<string, number | undefined>): void {
  if (call.outcome.kind !== 'definite') return;
  const { answer } = call.outcome;
  if (answer.kind === 'granted') held.set(id, answer.lock.token);
  else if (!['read', 'list', 'queued', 'withdrawn'].includes(answer.kind)) held.delete(id);
}
