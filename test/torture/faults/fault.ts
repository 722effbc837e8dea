import { type Random } from '../random';
import { type GatewayNode } from '../../support/system/gateway-node';
import { type ReplicaSet } from '../../support/system/replica-set';

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
  'forget-place',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What a fault can use. */
export interface FaultContext {
  readonly set: ReplicaSet;
  readonly gateways: readonly GatewayNode[];
  /** Those that record the history; the others only change locks. */
  readonly recording: readonly GatewayNode[];
  readonly random: Random;
  /** Holds each fault for the shortest time that still has an effect. */
  readonly isShort: boolean;
  /** Reports a violation that no call can show. */
  readonly report: (rule: 'shutdown', message: string) => void;
}

/** Injects, holds and undoes one fault; resolves when everything it affected is back. */
export type Fault = (context: FaultContext) => Promise<string>;

/** A fault that was injected; times by the harness's clock. */
export interface FaultRecord {
  readonly kind: FaultKind;
  readonly detail: string;
  readonly startMs: number;
  /** When everything it affected was back, including a primary. */
  readonly endMs: number;
  /** From endMs until every kind of client had a definite answer; undefined when that never came. */
  readonly recoveredMs: number | undefined;
}
