import { type Call, nowMs } from '../history';
import { isPlainRead } from '../checker/facts';
import { type Recorder } from '../load/recorder';

/** A kind of client: a door of a gateway. */
function kindOf(call: Call): string {
  return `${call.door} at gateway ${call.gateway}`;
}

/**
 * Milliseconds until every kind of client got a definite answer to a call that it started from
 * now on and that the database had to decide; undefined when that takes longer than `withinMs`.
 */
export function measureRecovery(options: {
  recorder: Recorder;
  gatewayCount: number;
  withinMs: number;
}): Promise<number | undefined> {
  const sinceMs = nowMs();
  const recovered = new Set<string>();
  return new Promise((resolve) => {
    const finish = (tookMs: number | undefined): void => {
      clearTimeout(timer);
      stopListening();
      resolve(tookMs);
    };
    const timer = setTimeout(() => finish(undefined), options.withinMs);
    const stopListening = options.recorder.listen((call) => {
      if (call.startMs < sinceMs || call.outcome.kind !== 'definite' || isPlainRead(call)) return;
      recovered.add(kindOf(call));
      if (recovered.size === options.gatewayCount * 2) finish(call.endMs - sinceMs);
    });
  });
}
