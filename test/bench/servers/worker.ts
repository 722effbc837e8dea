import { once } from 'node:events';
import { join } from 'node:path';
import { type LoadResult } from '../load/load-plan';
import { startChild, type Child } from './child';

/** A process that takes one plan at a time and answers with its figures. */
export interface Worker<Plan, Result = LoadResult> {
  run: (plan: Plan) => Promise<Result>;
  stop: () => Promise<void>;
}

/** Starts a worker script below test/bench. */
export async function startWorker<Plan extends object, Result = LoadResult>(
  script: string,
  options: { logDir: string; env?: Record<string, string> },
): Promise<Worker<Plan, Result>> {
  const child: Child = await startChild({
    name: script,
    command: process.execPath,
    args: ['--require', 'tsx/cjs', join(__dirname, '..', script)],
    port: 0,
    ipc: true,
    ...options,
  });
  const run = async (plan: Plan): Promise<Result> => {
    const over = new AbortController();
    const { signal } = over;
    child.process.send(plan);
    const [message] = (await Promise.race([
      once(child.process, 'message', { signal }),
      once(child.process, 'exit', { signal }).then(() => [{ error: `${script} died` }]),
    ]).finally(() => over.abort())) as [{ result?: Result; error?: string }];
    if (message.result === undefined) throw new Error(message.error);
    return message.result;
  };
  return { run, stop: child.stop };
}
