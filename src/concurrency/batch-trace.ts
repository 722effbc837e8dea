/** Follows calls into the work that they share. */
export interface BatchTrace {
  /** The call that is running now, as `run` is told of it. */
  currentCall(): unknown;
  /** Does the work that these calls share, and settles as it does. */
  run<Result>(calls: readonly unknown[], work: () => Promise<Result>): Promise<Result>;
}
