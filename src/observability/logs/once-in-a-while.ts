/** How many kinds are remembered; what comes after that begins anew. */
const MAX_KINDS = 100;

/**
 * Says of each occurrence of a kind whether to report it: at most once in `everyMs`, with the
 * number of those left out since the last report; undefined: leave it out.
 */
export function onceInAWhile(everyMs: number): (kind: string) => number | undefined {
  const reported = new Map<string, { at: number; left: number }>();
  return (kind) => {
    const last = reported.get(kind);
    if (last && performance.now() - last.at < everyMs) {
      last.left += 1;
      return undefined;
    }
    if (reported.size > MAX_KINDS) reported.clear();
    reported.set(kind, { at: performance.now(), left: 0 });
    return last?.left ?? 0;
  };
}
