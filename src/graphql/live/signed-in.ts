import {
  type Authenticate,
  type Authentication,
  type Caller,
  canManageLocks,
} from '../../domain/caller';
import { TIME_BUDGET } from '../../config/time-budget';
import { authenticateByFirst } from '../../http/refresh-token';

/** How often a connection is looked at again: what was lost shows within a minute. */
const LOOK_AGAIN_MS = 30_000;
/** Up to so much earlier, so that connections that were made together are not looked up together. */
const SPREAD_MS = 10_000;
/** The users could not be asked. */
const RETRY_MS = 5_000;

export interface SignedInOptions {
  readonly tokens: readonly string[];
  /** The network that asks. */
  readonly client: string;
  /** Without a rate: nobody asks for these look-ups. */
  readonly authenticate: Authenticate;
  readonly caller: Caller;
  /** The session is over, or the permission lost. Called once. */
  readonly onOver: () => void;
  readonly lookAgainMs?: number | undefined;
}

/** The user of a connection, looked up again twice a minute while it is open. */
export class SignedIn {
  private current: Caller;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly options: SignedInOptions) {
    this.current = options.caller;
    this.lookAgainIn(this.intervalMs());
  }

  /** The user with the permissions of the last look. */
  get caller(): Caller {
    return this.current;
  }

  /** Ends the looks; `onOver` is not called any more. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private lookAgainIn(ms: number): void {
    this.timer = setTimeout(() => void this.lookAgain(), ms).unref();
  }

  private async lookAgain(): Promise<void> {
    const { authenticate, tokens, client, onOver } = this.options;
    const found = await authenticateByFirst(authenticate, tokens, {
      client,
      deadlineAt: performance.now() + TIME_BUDGET.lookUpMs,
    }).catch(() => undefined);
    if (this.isClosed) return;
    if (found && !this.isStill(found)) {
      this.close();
      onOver();
      return;
    }
    if (found?.kind === 'authenticated') this.current = found.caller;
    this.lookAgainIn(found ? this.intervalMs() : RETRY_MS);
  }

  /** A user who had not the permission by the last look can still remove own locks. */
  private isStill(found: Authentication): boolean {
    if (found.kind !== 'authenticated' || found.caller.id !== this.current.id) return false;
    return canManageLocks(found.caller) || !canManageLocks(this.current);
  }

  private intervalMs(): number {
    const { lookAgainMs } = this.options;
    return lookAgainMs ?? LOOK_AGAIN_MS - Math.random() * SPREAD_MS;
  }
}
