import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again every `everyMs` until the answer is not undefined; rejects after `withinMs`, naming `what`. */
export async function waitUntil<Result>(options: {
  what: string;
  withinMs: number;
  everyMs?: number;
  ask: () => Promise<Result | undefined>;
}): Promise<Result> {
  const deadlineMs = performance.now() + options.withinMs;
  let lastError: unknown;
  for (;;) {
    try {
      const result = await options.ask();
      if (result !== undefined) return result;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > deadlineMs) {
      const why = lastError instanceof Error ? `: ${lastError.message}` : '';
      throw new Error(`${options.what}: not within ${options.withinMs} ms${why}`, {
        cause: lastError,
      });
    }
    await sleep(options.everyMs ?? 100);
  }
}
