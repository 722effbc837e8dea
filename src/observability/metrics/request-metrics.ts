import { Counter, Histogram, type Registry } from 'prom-client';
import { type AnsweredRequest, type RequestObserver } from '../request-observer';

/** From an answer out of memory to a request that times out. */
const LATENCY_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counts and times requests by door, operation and outcome; no label identifies a caller or a lock. */
export function measureRequests(registry: Registry): RequestObserver {
  const registers = [registry];
  const requests = new Counter({
    name: 'lock_gateway_requests_total',
    help: 'Answered requests by door, operation and outcome.',
    labelNames: ['door', 'operation', 'outcome'],
    registers,
  });
  const latency = new Histogram({
    name: 'lock_gateway_request_duration_seconds',
    help: 'Time from receiving the head of a request to its answer.',
    labelNames: ['door', 'operation'],
    buckets: LATENCY_BUCKETS_S,
    registers,
  });
  const faults = new Counter({
    name: 'lock_gateway_faults_total',
    help: 'Requests that failed with an internal error.',
    registers,
  });
  const conflicts = new Counter({
    name: 'lock_gateway_conflicts_total',
    help: 'Requests for one lock refused because another user, or session, holds it.',
    registers,
  });
  const takeOvers = new Counter({
    name: 'lock_gateway_takeovers_total',
    help: 'Locks taken over from their holder.',
    registers,
  });
  return {
    answered: ({ door, operation, outcome, outcomes, durationMs }: AnsweredRequest) => {
      requests.inc({ door, operation, outcome });
      latency.observe({ door, operation }, durationMs / 1000);
      for (const each of outcomes ?? [outcome]) {
        if (each === 'heldByOther') conflicts.inc();
        else if (each === 'takenOver') takeOvers.inc();
      }
    },
    fault: () => faults.inc(),
  };
}
