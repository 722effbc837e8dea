import { Counter, Gauge, type Registry } from 'prom-client';

/** Receives what happens to the recording of the history. */
export interface HistoryMeters {
  readonly recording: () => void;
  readonly resting: () => void;
  /** So many entries were written; everything older than `lagMs` is recorded. */
  readonly recorded: (entries: number, lagMs: number) => void;
  readonly gap: () => void;
  readonly interrupted: () => void;
}

/** Measures the recording of the history by this gateway; `now` is in milliseconds. */
export function measureHistory(
  registry: Registry,
  now: () => number = () => performance.now(),
): HistoryMeters {
  const registers = [registry];
  let seenUntil = NaN;
  const isRecording = new Gauge({
    name: 'lock_gateway_history_recording',
    help: '1 while this gateway is the one that records the history, else 0.',
    registers,
  });
  new Gauge({
    name: 'lock_gateway_history_lag_seconds',
    help: 'Age of the oldest change that may not be recorded yet; NaN at gateways that do not record.',
    registers,
    collect() {
      this.set(Math.max(0, now() - seenUntil) / 1000);
    },
  });
  const entries = new Counter({
    name: 'lock_gateway_history_entries_total',
    help: 'Entries of the history that this gateway wrote.',
    registers,
  });
  const gaps = new Counter({
    name: 'lock_gateway_history_gaps_total',
    help: 'Times that changes were forgotten by the database before this gateway could record them.',
    registers,
  });
  const interruptions = new Counter({
    name: 'lock_gateway_history_interruptions_total',
    help: 'Times that the recording of the history failed, after which it is tried again.',
    registers,
  });
  return {
    recording: () => isRecording.set(1),
    resting: () => {
      isRecording.set(0);
      seenUntil = NaN;
    },
    recorded: (count, lagMs) => {
      entries.inc(count);
      seenUntil = now() - lagMs;
    },
    gap: () => gaps.inc(),
    interrupted: () => interruptions.inc(),
  };
}
