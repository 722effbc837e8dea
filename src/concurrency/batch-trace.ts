/** Follows calls into the work that they share. */
export interface BatchTrace {
  /** The call that is running now, as `run` is told of it. */
  currentCall(): unknown;
  /** Does the work that these calls share, and settles as it does. */
  run<Result>(calls: readonly unknown[], work: () => Promise<Result>): Promise<Result>;
}

/** Does the work that the callers share, followed by the trace if there is one. */
export function traced<Result>(
  trace: BatchTrace | undefined,
  callers: readonly { readonly call: unknown }[],
  work: () => Promise<Result>,
): Promise<Result> {
  if (!trace) return work();
  const calls = callers.map(({ call }) => call);
  // Work that throws at once rejects, as a trace expects.
  return trace.run(calls, async () => work());
}
