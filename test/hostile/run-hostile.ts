import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { profileTop } from '../bench/profile-top';
import { ensureBuilt } from '../support/built-gateway';
import { runMain } from '../support/run-main';
import { ReplicaSet } from '../support/system/replica-set';
import { type AttackedGateway, startAttackedGateway } from '../fuzz/attacked-gateway';
import { Latencies } from '../fuzz/latencies';
import { RightfulCaller } from '../fuzz/rightful-caller';
import { RIGHTFUL_NAMES } from '../fuzz/rightful-users';
import { heapTop } from './heap-top';
import { HostileLoad } from './hostile-load';
import { HOSTILE_KINDS } from './mixture';
import { residentMib } from './memory-of-process';

const PER_SECOND = 43;
const PAUSE_MS = 20;
const TELL_EVERY_MS = 5_000;
const WARM_UP_MS = 3_000;
const MAX_RSS_MIB = 256;
const MAX_WAIT_MS = 500;
const SEED = 1;

/**
 * `npm run test:hostile -- 600` sends 43 hostile requests a second for so many seconds to a built
 * gateway with its default limits, beside one rightful caller, and tells what it cost; ends with 1
 * over 256 MiB or 500 ms. `--profile` names what took CPU time and what holds memory, `--kind` (as
 * often as wanted) sends one kind of them alone.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      profile: { type: 'boolean', default: false },
      kind: { type: 'string', multiple: true },
    },
  });
  const seconds = Number(positionals[0] ?? 60);
  await ensureBuilt();
  const set = await ReplicaSet.start({ size: 1 });
  let attacked: AttackedGateway | undefined;
  try {
    attacked = await startAttackedGateway({
      name: 'hostile',
      directory: set.directory,
      mongodbUri: set.uri,
    });
    const { gateway, probe } = attacked;
    const { port, pid = 0 } = gateway;
    const rightful = await startRightful(port);
    await delay(WARM_UP_MS);
    tell(`in quiet: ${rightful.text()}, rss ${residentMib(pid).toFixed(0)} MiB`);
    rightful.reset();
    await probe.delays();
    if (values.profile) await probe.startProfile();
    const load = new HostileLoad({
      ...{ port, perSecond: PER_SECOND, seed: SEED },
      kinds: HOSTILE_KINDS.filter(({ name }) => values.kind?.includes(name) ?? true),
    });
    const until = performance.now() + seconds * 1_000;
    let maxRssMib = 0;
    while (performance.now() < until) {
      await delay(Math.min(TELL_EVERY_MS, until - performance.now()));
      const rssMib = residentMib(pid);
      maxRssMib = Math.max(maxRssMib, rssMib);
      const { maxMs } = await probe.delays();
      tell(`rss ${rssMib.toFixed(0)} MiB, ${rightful.text()}, blocked ${maxMs.toFixed(0)} ms`);
    }
    load.stop();
    await rightful.stop();
    for (const [kind, counts] of load.statuses) {
      tell(`${kind}: ${[...counts].map(([status, count]) => `${status} x ${count}`).join(', ')}`);
    }
    if (values.profile) {
      const { cpu, heap } = await probe.stopProfile();
      writeFileSync('hostile.cpuprofile', JSON.stringify(cpu));
      tell(profileTop(cpu as Parameters<typeof profileTop>[0], 20));
      tell(`alive:\n${heapTop(heap as Parameters<typeof heapTop>[0], 20)}`);
    }
    const { heapUsed, external, rss } = await probe.memory();
    const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
    tell(`after gc: heap ${mib(heapUsed)}, external ${mib(external)}, rss ${mib(rss)} MiB`);
    const isGood =
      maxRssMib <= MAX_RSS_MIB && rightful.maxMs <= MAX_WAIT_MS && rightful.wrong === 0;
    tell(
      `rss at most ${maxRssMib.toFixed(0)} MiB (${MAX_RSS_MIB}), longest wait ` +
        `${rightful.maxMs.toFixed(0)} ms (${MAX_WAIT_MS}), wrong answers ${rightful.wrong} (0): ` +
        (isGood ? 'reached' : 'not reached'),
    );
    return isGood ? 0 : 1;
  } finally {
    await attacked?.stop();
    await set.stop();
  }
}

/** One caller at work, with a pause after each call; its answers are checked. */
async function startRightful(port: number): Promise<{
  readonly maxMs: number;
  readonly wrong: number;
  text(): string;
  reset(): void;
  stop(): Promise<void>;
}> {
  let latencies = new Latencies();
  let wrong = 0;
  let isRunning = true;
  const callers = RIGHTFUL_NAMES.map(
    (name) =>
      new RightfulCaller({
        ...{ name, seed: SEED, url: `http://127.0.0.1:${port}` },
        onAnswer: (tookMs) => latencies.add(tookMs),
        onWrong: (answer) => {
          wrong += 1;
          tell(`wrong answer: ${JSON.stringify(answer).slice(0, 300)}`);
        },
      }),
  );
  for (const caller of callers) await caller.takeShared();
  const work = async (): Promise<void> => {
    while (isRunning) {
      await callers[0]!.step();
      await delay(PAUSE_MS);
    }
  };
  const working = work();
  const at = (percent: number): string => latencies.percentile(percent).toFixed(1);
  return {
    get maxMs() {
      return latencies.percentile(100);
    },
    get wrong() {
      return wrong;
    },
    text: () => `rightful p50 ${at(50)} p99 ${at(99)} max ${at(100)} ms`,
    reset: () => (latencies = new Latencies()),
    stop: () => {
      isRunning = false;
      return working;
    },
  };
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

runMain(main);
