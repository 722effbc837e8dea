import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type AttackedGateway, startAttackedGateway } from './attacked-gateway';
import { brokenRules } from './check-answer';
import { checkEnd } from './check-end';
import { type Family, type HostileCall } from './hostile-call';
import { type Figures, judge } from './judge';
import { Latencies } from './latencies';
import { type RawResult, sendRaw } from './raw-sender';
import { RightfulGroup } from './rightful-group';
import { makeRound, storeRound } from './rounds';
import { WorkPerCall } from './work-per-call';
import { Violations, type Violation } from './violations';

export interface FuzzOptions {
  readonly mongodbUri: string;
  /** For the log of the gateway. */
  readonly directory: string;
  /** How long rounds are begun; every family has at least one. */
  readonly seconds: number;
  readonly roundSeconds: number;
  readonly seed: number;
  readonly families: readonly Family[];
  /** Rightful users may always wait this long, however quick they were answered in quiet. */
  readonly patienceMs: number;
}

/** What a run saw. */
export interface FuzzResult extends Figures {
  readonly violations: readonly Violation[];
  /** Hostile calls by family and status; 0 counts those without an answer. */
  readonly statuses: ReadonlyMap<Family, ReadonlyMap<number, number>>;
  /** Resident memory in bytes. */
  readonly maxRss: number;
}

const SENDERS = 8;
/** Each sender begins a call no more often, so that it is not sheer numbers that slow others down. */
const CALL_EVERY_MS = 60;
const WARM_UP_MS = 1_000;
const QUIET_MS = 1_500;
const ANSWER_WITHIN_MS = 6_000;
/** What is owed no answer is watched so long for a wrong one. */
const WATCH_MS = 150;
/** A round sends all of its calls, which takes longer on a busy machine, but not for ever. */
const MAX_OVERTIME = 4;
/** Every round begins with so much of its time in quiet: what else this machine does slows both. */
const QUIET_SHARE = 0.3;

/** Starts a built gateway, sends hostile calls of one family after the other beside rightful users, and judges. */
export async function fuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { mongodbUri, directory } = options;
  const system = await startAttackedGateway({ name: 'fuzz', mongodbUri, directory });
  try {
    return await new Fuzz(options, system).run();
  } finally {
    await system.stop();
  }
}

class Fuzz {
  private readonly violations = new Violations();
  private readonly quiet = new Latencies();
  private readonly beside = new Map<Family, Latencies>();
  private readonly quietBefore = new Map<Family, Latencies>();
  private readonly statuses = new Map<Family, Map<number, number>>();
  private readonly work: WorkPerCall;
  private readonly rightful: RightfulGroup;
  private now: Family | 'quiet' = 'quiet';
  private maxRss = 0;

  constructor(
    private readonly options: FuzzOptions,
    private readonly system: AttackedGateway,
  ) {
    this.work = new WorkPerCall(system.database);
    this.rightful = new RightfulGroup({
      ...{ database: system.database, port: system.gateway.port, seed: options.seed },
      onAnswer: () => this.work.answered(),
      onWrong: (example) =>
        this.violations.add({ family: this.now, rule: 'wrong answer to a rightful user', example }),
    });
  }

  async run(): Promise<FuzzResult> {
    const { families, seconds } = this.options;
    await this.rightful.begin();
    await this.rightful.workFor(WARM_UP_MS, new Latencies());
    await this.work.begin();
    await this.rightful.workFor(QUIET_MS, this.quiet);
    await this.work.end('quiet');
    const heapBefore = (await this.system.probe.memory()).heapUsed;
    const until = performance.now() + seconds * 1_000;
    for (let round = 0; round < families.length || performance.now() < until; round += 1) {
      await this.runRound(families[round % families.length]!, Math.floor(round / families.length));
    }
    await this.rightful.recover();
    await storeRound(this.system.database, { users: [], locks: [] });
    const log = readFileSync(`${this.options.directory}/gateway-fuzz.log`, 'utf8');
    await checkEnd({
      ...this.system,
      callers: this.rightful.callers,
      violations: this.violations,
      log,
    });
    const { heapUsed: heapAfter } = await this.system.probe.memory();
    const { quiet, quietBefore, beside, statuses, maxRss } = this;
    const operationsPerCall = this.work.perCall;
    const figures = { quiet, quietBefore, beside, operationsPerCall, heapBefore, heapAfter };
    judge({ figures, patienceMs: this.options.patienceMs, violations: this.violations });
    return { ...figures, statuses, maxRss, violations: this.violations.all };
  }

  private async runRound(family: Family, nth: number): Promise<void> {
    const { seed, roundSeconds } = this.options;
    const count = Math.ceil((roundSeconds * 1_000 * SENDERS) / CALL_EVERY_MS);
    const round = makeRound({ family, nth, seed, count });
    await this.rightful.recover();
    this.now = 'quiet';
    await this.rightful.workFor(
      roundSeconds * 1_000 * QUIET_SHARE,
      latenciesOf(this.quietBefore, family),
    );
    await storeRound(this.system.database, round);
    this.now = family;
    await this.work.begin();
    const waiting = [...round.calls];
    const until = performance.now() + roundSeconds * 1_000 * MAX_OVERTIME;
    const senders = Array.from({ length: SENDERS }, async () => {
      for (let call = waiting.pop(); call; call = waiting.pop()) {
        await Promise.all([this.sendHostile(call), delay(CALL_EVERY_MS)]);
        if (performance.now() > until) break;
      }
    });
    await this.rightful.workBeside(Promise.all(senders), latenciesOf(this.beside, family));
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
}

function latenciesOf(byFamily: Map<Family, Latencies>, family: Family): Latencies {
  const latencies = byFamily.get(family) ?? new Latencies();
  byFamily.set(family, latencies);
  return latencies;
}

function showCall({ pieces }: HostileCall, { answer, tookMs }: RawResult): string {
  const sent = Buffer.concat(pieces.map(({ bytes }) => bytes)).toString('latin1');
  const got = answer ? `${answer.status} ${answer.text.slice(0, 150)}` : 'nothing';
  return `${JSON.stringify(sent.slice(0, 400))}\n  got ${got} after ${tookMs.toFixed(0)} ms`;
}
