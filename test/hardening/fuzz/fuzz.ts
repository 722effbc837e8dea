import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { prepareUsers, type UserDocument } from '../../../src/identity/mongo-user-directory';
import { LOCKS_COLLECTION } from '../../../src/storage/lock-model';
import { type GatewayProbe, prepareGatewayProbe } from '../../support/gateway-probe';
import { GatewayProcess } from '../../torture/system/gateway-process';
import { brokenRules } from './check-answer';
import { checkEnd } from './check-end';
import { type Family, type HostileCall } from './hostile-call';
import { Latencies } from './latencies';
import { type RawResult, sendRaw } from './raw-sender';
import { RightfulCaller } from './rightful-caller';
import { RIGHTFUL_NAMES, SHARED_ROUTE, wellFormedUsers } from './rightful-users';
import { makeRound, storeRound } from './rounds';
import { WorkPerCall } from './work-per-call';
import { Violations, type Violation } from './violations';

export interface FuzzOptions {
  readonly mongodbUri: string;
  /** For the log of the gateway. */
  readonly directory: string;
  /** How long hostile calls are sent, in all. */
  readonly seconds: number;
  readonly roundSeconds: number;
  readonly seed: number;
  readonly families: readonly Family[];
  /** Rightful users may always wait this long, however quick they were answered in quiet. */
  readonly patienceMs: number;
}

/** What a run saw. */
export interface FuzzResult {
  readonly violations: readonly Violation[];
  readonly quiet: Latencies;
  /** The waits of rightful users beside each family of hostile calls. */
  readonly beside: ReadonlyMap<Family, Latencies>;
  /** Hostile calls by family and status; 0 counts those without an answer. */
  readonly statuses: ReadonlyMap<Family, ReadonlyMap<number, number>>;
  /** Operations of the database for one answered call, in quiet and beside each family. */
  readonly operationsPerCall: ReadonlyMap<Family | 'quiet', number>;
  /** After garbage collections: in quiet and at the end, in bytes. */
  readonly heapBefore: number;
  readonly heapAfter: number;
  readonly maxRss: number;
}

const SENDERS = 8;
/** Each sender begins a call no more often, so that it is not sheer numbers that slow others down. */
const CALL_EVERY_MS = 60;
const PAUSE_MS = 3;
const WARM_UP_MS = 1_000;
const QUIET_MS = 1_500;
const ANSWER_WITHIN_MS = 6_000;
/** What is owed no answer is watched so long for a wrong one. */
const WATCH_MS = 150;
/** How much slower than in quiet a rightful user may be answered beside hostile calls. */
const SLOWDOWN = 5;
/** Every round begins with so much of its time in quiet: what else this machine does slows both. */
const QUIET_SHARE = 0.3;
/** How many operations of the database one call may cost on average, whatever it meets there. */
const MAX_OPERATIONS_PER_CALL = 4;

/** Starts a built gateway, sends hostile calls of one family after the other beside rightful users, and judges. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const client = await new mongo.MongoClient(options.mongodbUri).connect();
  let gateway: GatewayProcess | undefined;
  try {
    const users = client.db().collection<UserDocument>('users');
    await prepareUsers(users);
    await users.insertMany(wellFormedUsers());
    const probe = await prepareGatewayProbe();
    gateway = await GatewayProcess.start({
      name: 'fuzz',
      directory: options.directory,
      mongodbUri: options.mongodbUri,
      mongodPorts: [],
      lockTtl: '8h',
      environment: { ...probe.environment, RATE_LIMIT: 'on' },
    });
    return await new Fuzz(options, { gateway, probe, database: client.db() }).run();
  } finally {
    await gateway?.stop();
    await client.close();
  }
}

class Fuzz {
  private readonly violations = new Violations();
  private readonly quiet = new Latencies();
  private readonly beside = new Map<Family, Latencies>();
  private readonly quietBefore = new Map<Family, Latencies>();
  private readonly statuses = new Map<Family, Map<number, number>>();
  private readonly work: WorkPerCall;
  private readonly callers: readonly RightfulCaller[];
  private measured: Latencies = new Latencies();
  private now: Family | 'quiet' = 'quiet';
  private maxRss = 0;
  /** A wrong answer was given: what follows from it is not the fault of the next family. */
  private isModelLost = false;

  constructor(
    private readonly options: FuzzOptions,
    private readonly system: { gateway: GatewayProcess; probe: GatewayProbe; database: mongo.Db },
  ) {
    this.work = new WorkPerCall(system.database);
    this.callers = RIGHTFUL_NAMES.map(
      (name, index) =>
        new RightfulCaller({
          name,
          url: `http://127.0.0.1:${system.gateway.port}`,
          seed: options.seed + index,
          onAnswer: (tookMs) => {
            this.measured.add(tookMs);
            this.work.answered();
          },
          onWrong: ({ asked, expected, got, user }) => {
            this.isModelLost = true;
            this.violations.add({
              family: this.now,
              rule: 'wrong answer to a rightful user',
              example: `${user}: ${asked}\n  expected ${show(expected)}\n  got      ${show(got)}`,
            });
          },
        }),
    );
  }

  async run(): Promise<FuzzResult> {
    const { families, seconds, roundSeconds } = this.options;
    for (const caller of this.callers) await caller.takeShared();
    await this.beRightfulUntil(performance.now() + WARM_UP_MS);
    await this.work.begin();
    this.measured = this.quiet;
    await this.beRightfulUntil(performance.now() + QUIET_MS);
    await this.work.end('quiet');
    const heapBefore = (await this.system.probe.memory()).heapUsed;
    const rounds = Math.max(families.length, Math.round(seconds / roundSeconds));
    for (let round = 0; round < rounds; round += 1) {
      await this.runRound(families[round % families.length]!, Math.floor(round / families.length));
    }
    this.judgeWaits();
    this.judgeWork();
    if (this.isModelLost) await this.startAnew();
    await storeRound(this.system.database, { users: [], locks: [] });
    const log = readFileSync(`${this.options.directory}/gateway-fuzz.log`, 'utf8');
    await checkEnd({ ...this.system, callers: this.callers, violations: this.violations, log });
    const { heapUsed: heapAfter } = await this.system.probe.memory();
    const { quiet, beside, statuses, maxRss } = this;
    const violations = this.violations.all;
    const operationsPerCall = this.work.perCall;
    return {
      ...{ violations, quiet, beside, statuses, operationsPerCall },
      ...{ heapBefore, heapAfter, maxRss },
    };
  }

  private async runRound(family: Family, nth: number): Promise<void> {
    const { seed, roundSeconds } = this.options;
    const count = Math.ceil((roundSeconds * 1_000 * SENDERS) / CALL_EVERY_MS);
    const round = makeRound({ family, nth, seed, count });
    if (this.isModelLost) await this.startAnew();
    this.now = 'quiet';
    this.measured = latenciesOf(this.quietBefore, family);
    await this.beRightfulUntil(performance.now() + roundSeconds * 1_000 * QUIET_SHARE);
    await storeRound(this.system.database, round);
    this.now = family;
    this.measured = latenciesOf(this.beside, family);
    await this.work.begin();
    const until = performance.now() + roundSeconds * 1_000;
    const waiting = [...round.calls];
    const senders = Array.from({ length: SENDERS }, async () => {
      while (performance.now() < until) {
        const call = waiting.pop();
        if (!call) break;
        await Promise.all([this.sendHostile(call), delay(CALL_EVERY_MS)]);
      }
    });
    await Promise.all([this.beRightfulUntil(until), ...senders]);
    await this.work.end(family);
    const { rss } = await this.system.probe.memory();
    this.maxRss = Math.max(this.maxRss, rss);
  }

  private async sendHostile(call: HostileCall): Promise<void> {
    const result = await sendRaw({
      port: this.system.gateway.port,
      pieces: call.pieces,
      withinMs: call.owed.isAnswered ? ANSWER_WITHIN_MS : WATCH_MS,
    });
    this.work.answered();
    const counts = this.statuses.get(call.family) ?? new Map<number, number>();
    this.statuses.set(call.family, counts);
    const status = result.answer?.status ?? 0;
    counts.set(status, (counts.get(status) ?? 0) + 1);
    for (const rule of brokenRules(call, result)) {
      this.violations.add({ family: call.family, rule, example: showCall(call, result) });
    }
  }

  private async beRightfulUntil(end: number): Promise<void> {
    await Promise.all(
      this.callers.map(async (caller) => {
        while (performance.now() < end) {
          await caller.step();
          await delay(PAUSE_MS);
        }
      }),
    );
  }

  private async startAnew(): Promise<void> {
    this.isModelLost = false;
    const locks = this.system.database.collection(LOCKS_COLLECTION);
    await locks.deleteMany({ route: SHARED_ROUTE });
    for (const caller of this.callers) {
      caller.startAnew();
      await caller.takeShared();
    }
  }

  private judgeWaits(): void {
    for (const [family, waits] of this.beside) {
      const quietMs = Math.max(
        this.quiet.percentile(99),
        latenciesOf(this.quietBefore, family).percentile(99),
      );
      const p99 = waits.percentile(99);
      if (p99 <= Math.max(this.options.patienceMs, SLOWDOWN * quietMs)) continue;
      const example = `p99 ${p99.toFixed(0)} ms of ${waits.count} answers, in quiet ${quietMs.toFixed(0)} ms`;
      this.violations.add({ family, rule: 'rightful users wait', example });
    }
  }

  private judgeWork(): void {
    for (const [family, operations] of this.work.perCall) {
      if (operations <= MAX_OPERATIONS_PER_CALL) continue;
      const example = `${operations.toFixed(1)} operations of the database for one call`;
      this.violations.add({ family, rule: 'work without bound for one call', example });
    }
  }
}

function latenciesOf(byFamily: Map<Family, Latencies>, family: Family): Latencies {
  const latencies = byFamily.get(family) ?? new Latencies();
  byFamily.set(family, latencies);
  return latencies;
}

function show(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 250);
}

function showCall({ pieces }: HostileCall, { answer, tookMs }: RawResult): string {
  const sent = Buffer.concat(pieces.map(({ bytes }) => bytes)).toString('latin1');
  const got = answer ? `${answer.status} ${answer.text.slice(0, 150)}` : 'nothing';
  return `${JSON.stringify(sent.slice(0, 400))}\n  got ${got} after ${tookMs.toFixed(0)} ms`;
}
