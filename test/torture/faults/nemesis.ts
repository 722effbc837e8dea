import { setTimeout as sleep } from 'node:timers/promises';
import { type Violation } from '../checker/violation';
import { nowMs } from '../history';
import { type Recorder } from '../load/recorder';
import { freezePrimary, killPrimary, loseMajority, stepDown } from './database-faults';
import {
  type Fault,
  type FaultContext,
  FAULT_KINDS,
  type FaultKind,
  type FaultRecord,
} from './fault';
import { forgetPlace } from './forgotten-place';
import { cutGatewayFromPrimary, jumpClock, killGateway, restartGateway } from './gateway-faults';
import { measureRecovery } from './recovery';

const FAULTS: Readonly<Record<FaultKind, Fault>> = {
  'kill-primary': killPrimary,
  'freeze-primary': freezePrimary,
  'step-down': stepDown,
  'lose-majority': loseMajority,
  'cut-gateway-from-primary': cutGatewayFromPrimary,
  'kill-gateway': killGateway,
  'restart-gateway': restartGateway,
  'jump-clock': jumpClock,
  'forget-place': forgetPlace,
};

/** The contract's limit from the database's return until everything works again by itself. */
const RECOVERY_WITHIN_MS = 15_000;
const GIVE_UP_AFTER_MS = 30_000;

/** What the nemesis did, and what it saw that no call shows. */
export interface NemesisResult {
  readonly records: readonly FaultRecord[];
  readonly violations: readonly Violation[];
}

/**
 * Does one fault after the other, every kind once in random order before any kind again, each
 * after the system recovered from the last one. Ends after the first round at the earliest, else
 * when `seconds` are nearly over.
 */
export async function torment(
  options: Omit<FaultContext, 'report'> & {
    recorder: Recorder;
    seconds: number;
    canFakeClock: boolean;
    log: (line: string) => void;
  },
): Promise<NemesisResult> {
  const { recorder, gateways, random, isShort, log } = options;
  const records: FaultRecord[] = [];
  const violations: Violation[] = [];
  const report = (rule: Violation['rule'], message: string): void => {
    log(`  ${rule}: ${message}`);
    violations.push({ rule, lock: '-', message, calls: [] });
  };
  const kinds = FAULT_KINDS.filter((kind) => kind !== 'jump-clock' || options.canFakeClock);
  const lastStartMs = nowMs() + options.seconds * 1_000 - 8_000;
  let round = 0;
  while (round === 0 || nowMs() < lastStartMs) {
    for (const kind of random.shuffle(kinds)) {
      if (round > 0 && nowMs() >= lastStartMs) break;
      await sleep(isShort ? 150 : random.between(300, 2_500));
      const startMs = nowMs();
      const detail = await FAULTS[kind]({ ...options, report });
      const endMs = nowMs();
      const recoveredMs = await measureRecovery({
        recorder,
        gatewayCount: gateways.length,
        withinMs: GIVE_UP_AFTER_MS,
      });
      records.push({ kind, detail, startMs, endMs, recoveredMs });
      log(
        `${kind} (${detail}): ${Math.round(endMs - startMs)} ms, recovered in ${formatMs(recoveredMs)}`,
      );
      if (recoveredMs === undefined || recoveredMs > RECOVERY_WITHIN_MS) {
        report('recovery', `after ${kind} (${detail}) it took ${formatMs(recoveredMs)}`);
      }
      await reviveCrashed(options, report);
    }
    round += 1;
  }
  return { records, violations };
}

async function reviveCrashed(
  { gateways }: Pick<FaultContext, 'gateways'>,
  report: (rule: 'crash', message: string) => void,
): Promise<void> {
  for (const [index, gateway] of gateways.entries()) {
    if (gateway.isRunning) continue;
    report('crash', `gateway ${index} ended without being asked to`);
    gateway.launch();
    await gateway.waitUntilReady();
  }
}

function formatMs(ms: number | undefined): string {
  return ms === undefined ? `more than ${GIVE_UP_AFTER_MS} ms` : `${Math.round(ms)} ms`;
}
