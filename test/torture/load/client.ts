import { Agent } from 'node:http';
import { type Call, type Door, type Op, type Request } from '../history';
import { graphqlOutcome, graphqlRequest } from './graphql-door';
import { callHttp } from './http-call';
import { type Recorder } from './recorder';
import { restOutcome, restRequest } from './rest-door';
import { type LoadUser } from './users';

/** The route of all locks of the load. */
export const ROUTE = 'torture';

/** How long a client waits: longer than any answer may take, on a busy machine as well. */
const TIMEOUT_MS = 10_000;

/** What is asked: about one lock, or about several of `ids`, or about all. */
export interface Ask extends Pick<Request, 'token' | 'ttlMs' | 'sessionId' | 'adopt' | 'note'> {
  readonly id?: string;
  readonly ids?: readonly string[];
}

/** One user at one door of one gateway, on its own connection. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    readonly options: {
      readonly number: number;
      readonly user: LoadUser;
      readonly door: Door;
      readonly gateway: number;
      readonly port: number;
      readonly recorder: Recorder;
    },
  ) {}

  /** Asks once about the lock `torture/<id>` and records the call; never rejects. */
  async ask(op: Op, ask: Ask): Promise<Call> {
    const { number, user, door, gateway, port, recorder } = this.options;
    const { id = '', ids = [], ...more } = ask;
    const request: Request = {
      client: number,
      user: user.name,
      door,
      gateway,
      op,
      lock: ask.id === undefined ? '*' : `${ROUTE}/${id}`,
      ...(ask.ids && { locks: ids.map((one) => `${ROUTE}/${one}`) }),
      ...more,
    };
    const [toHttp, toOutcome] =
      door === 'rest' ? [restRequest, restOutcome] : [graphqlRequest, graphqlOutcome];
    return recorder.record(request, async () => {
      const http = toHttp(request, { route: ROUTE, id, ids });
      const result = await callHttp({
        ...http,
        port,
        agent: this.agent,
        refreshToken: user.refreshToken,
        timeoutMs: TIMEOUT_MS,
      });
      return toOutcome(request, result);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
