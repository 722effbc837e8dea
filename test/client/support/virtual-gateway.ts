import { type DocumentNode, execute, parse } from 'graphql';
import { type Caller } from '../../../src/domain/caller';
import { parseLockKey } from '../../../src/domain/lock-key';
import { type LockRecord } from '../../../src/domain/lock-record';
import { stateOf } from '../../../src/domain/lock-state';
import { LockService } from '../../../src/domain/lock-service';
import { formatError } from '../../../src/graphql/errors/format-error';
import { type RequestContext } from '../../../src/graphql/schema/request-context';
import { getSchema } from '../../../src/graphql/schema/schema';
import { MemoryLockStore } from '../../support/memory-lock-store';
import { type VirtualTime } from './virtual-time';

/** What becomes of one request. */
export interface Fate {
  readonly thereMs?: number;
  readonly backMs?: number;
  /** `request`: it never arrives; `answer`: it takes effect, and nobody is told. */
  readonly lost?: 'request' | 'answer' | undefined;
  /** An answer instead of that of the gateway, which is not asked. */
  readonly answer?: { readonly status: number; readonly body: unknown } | undefined;
}

/** One request that reached the gateway, or would have. */
export interface Sent {
  readonly operation: string;
  readonly variables: Record<string, unknown>;
  readonly keepalive: boolean;
}

export const ALICE = caller('alice');
export const BOB = caller('bob');
export const SAM = caller('sam', ['manage-locks', 'override-locks']);

function caller(username: string, permissions: readonly string[] = ['manage-locks']): Caller {
  return { id: `user-${username}`, username, permissions };
}

const documents = new Map<string, DocumentNode>();

/** The rules and the schema of the gateway over a store in memory, at the true time. */
export class VirtualGateway {
  readonly store = new MemoryLockStore();
  private readonly service: LockService;
  readonly sent: Sent[] = [];
  /** Decides what becomes of the next requests. */
  fate: (sent: Sent) => Fate = () => ({});
  /** Called when a request has taken effect. */
  onChange: () => void = () => {};
  private readonly startedAt = this.store.now.getTime();

  constructor(
    private readonly time: VirtualTime,
    private readonly options: {
      readonly leaseMs?: number | null;
      /** How an answer tells the time left. */
      readonly expiresInMs?: (ms: number) => number;
    } = {},
  ) {
    const { leaseMs = 60_000 } = options;
    this.service = new LockService({ store: this.store, defaultLeaseMs: leaseMs });
  }

  /** The rules, with the time of the database set to the true one. */
  get locks(): LockService {
    this.tick();
    return this.service;
  }

  private tick(): void {
    this.store.now = new Date(this.startedAt + this.time.trueMs);
  }

  /** The live lock on a record, if any. */
  recordOf(route: string, id: string): LockRecord | undefined {
    this.tick();
    const parsed = parseLockKey(route, id);
    const record = parsed.kind === 'key' ? this.store.records.get(parsed.key.id) : undefined;
    return record && stateOf(record, this.store.now) === 'held' ? record : undefined;
  }

  /** A `fetch` of this user. */
  fetchAs(user: Caller): typeof globalThis.fetch {
    return (_input, init = {}) =>
      new Promise((resolve, reject) => {
        const { query, variables } = JSON.parse(init.body as string) as {
          query: string;
          variables: Record<string, unknown>;
        };
        const operation = /(?:query|mutation) (\w+)/.exec(query)![1]!;
        const sent: Sent = { operation, variables, keepalive: init.keepalive ?? false };
        this.sent.push(sent);
        const { thereMs = 1, backMs = 1, lost, answer } = this.fate(sent);
        const fail = (): void => reject(new TypeError('fetch failed'));
        init.signal?.addEventListener('abort', fail);
        this.time.after(thereMs, () => {
          if (lost === 'request') {
            this.time.after(backMs, fail);
            return;
          }
          void this.answer(user, query, variables, answer).then((response) => {
            this.onChange();
            this.time.after(backMs, lost ? fail : () => resolve(response));
          });
        });
      });
  }

  private async answer(
    user: Caller,
    query: string,
    variables: Record<string, unknown>,
    answer: Fate['answer'],
  ): Promise<Response> {
    if (answer) return new Response(JSON.stringify(answer.body), { status: answer.status });
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    const result = await execute({
      schema: getSchema(),
      document,
      variableValues: variables,
      contextValue: this.contextOf(user),
    });
    const errors = result.errors?.map((error) => formatError(error.toJSON(), error));
    const { expiresInMs = (ms) => ms } = this.options;
    const text = JSON.stringify({ ...result, ...(errors && { errors }) }, (name, value: unknown) =>
      name === 'expiresInMs' && typeof value === 'number' ? expiresInMs(value) : value,
    );
    return new Response(text);
  }

  private contextOf(user: Caller): RequestContext {
    return {
      requestId: '1',
      locks: this.locks,
      feed: {
        subscribe: () => Promise.reject(new Error('there is no feed')),
      },
      hasDemoUsers: false,
      authenticate: () => Promise.resolve({ kind: 'authenticated', caller: user }),
      reportFault: () => {},
      hasFault: () => false,
      beginFieldsUntil: Infinity,
      deadlineAt: Infinity,
      arrival: {},
      begun: new Map(),
      outcomes: [],
    };
  }
}
