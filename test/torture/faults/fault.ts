import { type Random } from '../random';
import { type GatewayProcess } from '../system/gateway-process';
import { type ReplicaSet } from '../system/replica-set';

/** The kinds of fault the nemesis knows. */
export const FAULT_KINDS = [
  'kill-primary',
  'freeze-primary',
  'step-down',
  'lose-majority',
  'cut-gateway-from-primary',
  'kill-gateway',
  'restart-gateway',
  'jump-clock',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a fault has at hand. */
export interface FaultContext {
  readonly set: ReplicaSet;
  readonly gateways: readonly GatewayProcess[];
  readonly random: Random;
  /** Holds faults as briefly as they still bite. */
  readonly isShort: boolean;
  /** Told what a fault found out that no call can show. */
  readonly report: (rule: 'shutdown', message: string) => void;
}

/** One fault: does harm, holds it, undoes it; resolved when everything it touched is there again. */
export type Fault = (context: FaultContext) => Promise<string>;

/** A fault that was done; times by the harness's clock. */
export interface FaultRecord {
  readonly kind: FaultKind;
  readonly detail: string;
  readonly startMs: number;
  /** When everything it touched was there again, a primary included. */
  readonly endMs: number;
  /** From endMs until every kind of client had a definite answer; undefined when that never came. */
  readonly recoveredMs: number | undefined;
}
