import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { callHttp } from './http-call';
import { type LoadUser } from './users';

/** One request as the caller in front of the retries sees it. */
export interface Delivered {
  /** undefined: no try got an answer. */
  readonly status: number | undefined;
  readonly tries: number;
  readonly tookMs: number;
  /** Why earlier tries were not the answer. */
  readonly reasons: readonly string[];
}

const MAX_TRIES = 6;
const TRY_TIMEOUT_MS = 10_000;

/**
 * What a load balancer or a careful caller does: keeps connections alive, and when one breaks
 * before any answer, or the instance says 503, asks another instance.
 */
export class RetryingClient {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly ports: readonly number[],
    private readonly user: LoadUser,
    private turn: number,
  ) {}

  /** Sends an acquire (safe to repeat by its holder); never rejects. */
  async acquire(id: string): Promise<Delivered> {
    const startMs = performance.now();
    const reasons: string[] = [];
    for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
      const result = await callHttp({
        agent: this.agent,
        port: this.ports[this.turn % this.ports.length] ?? 0,
        method: 'POST',
        path: '/admin/lock',
        refreshToken: this.user.refreshToken,
        body: { route: 'rolling', id },
        timeoutMs: TRY_TIMEOUT_MS,
      });
      if (result.kind === 'answered' && result.status !== 503) {
        return { status: result.status, tries, tookMs: performance.now() - startMs, reasons };
      }
      reasons.push(result.kind === 'answered' ? 'status 503' : result.reason);
      this.turn += 1;
      // Only after both instances failed: one is always there in a rolling restart.
      if (tries % this.ports.length === 0) await sleep(50);
    }
    return { status: undefined, tries: MAX_TRIES, tookMs: performance.now() - startMs, reasons };
  }

  close(): void {
    this.agent.destroy();
  }
}
