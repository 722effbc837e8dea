import { mongo } from 'mongoose';
import { DefiniteFault, NeedsReplicaSet } from '../../domain/errors';
import { lastingCauseOf } from '../connection/lasting-cause';
import { isUnauthorized } from '../connection/missing-privilege';

/** What a subscriber is told on a standalone. */
export function needsReplicaSet(cause?: unknown): NeedsReplicaSet {
  const message =
    'To watch locks the gateway needs MongoDB as a replica set; this is a standalone.';
  return new NeedsReplicaSet(message, { cause });
}

/** NotAReplicaSet, and what a standalone answers to `$changeStream`. */
const WITHOUT_STREAMS = [123, 40_573];

/**
 * What an error means to those who want to subscribe, if somebody has to change something first;
 * otherwise the error itself, after which it is tried again.
 */
export function explained(error: unknown): unknown {
  if (!(error instanceof mongo.MongoServerError)) return error;
  if (WITHOUT_STREAMS.includes(Number(error.code))) return needsReplicaSet(error);
  if (!isUnauthorized(error)) return error;
  return new DefiniteFault(`locks cannot be watched: ${lastingCauseOf(error)}`, { cause: error });
}
