import { type ExecutionArgs, GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { CloseCode, type ServerOptions } from 'graphql-ws';
import { getSchema } from '../schema/schema';
import { type BegunOperation } from '../live/begin-operation';
import { shownError } from '../errors/thrown';
import { idOf } from './operation-names';
import { errorsOf, type SocketConnection } from './socket-connection';

/** The clients that are known send 36 characters; it is sent back with every event. */
const MAX_ID_LENGTH = 128;

export interface SocketProtocolOptions {
  readonly initMs: number;
  readonly maxOperations: number;
  readonly reportFault: (error: unknown) => void;
}

/**
 * The protocol, by `graphql-ws`, over operations that are begun and answered elsewhere. It is given an
 * iterator that yields nothing: the connection writes the texts of all answers itself, and the
 * protocol ends the operation when the iterator does.
 */
export function socketProtocol(
  options: SocketProtocolOptions,
): ServerOptions<Record<string, unknown>, SocketConnection> {
  return {
    connectionInitWaitTimeout: options.initMs,
    onSubscribe: async ({ extra: connection }, name, payload) => {
      const id = idOf(name);
      if (id.length > MAX_ID_LENGTH) {
        connection.close(CloseCode.BadRequest, `An id has at most ${MAX_ID_LENGTH} characters`);
        return [new ShownErrors([])];
      }
      if (connection.operations >= options.maxOperations) {
        connection.close(1013, 'Too many subscriptions');
        return [new ShownErrors([])];
      }
      const begun = await connection.begin(payload);
      if (begun.kind === 'answered' && begun.answer.status >= 400) {
        connection.end();
        return [new ShownErrors(errorsOf(begun.answer.body))];
      }
      return { ...STAND_IN, contextValue: new Telling(connection, id, begun) };
    },
    subscribe: ({ contextValue }) => Promise.resolve(contextValue as Telling),
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => {
        if (error instanceof ShownErrors) return error.shown;
        options.reportFault(error instanceof GraphQLError ? (error.originalError ?? error) : error);
        return [shownError('fault')];
      }),
  };
}

/** What the library asks of every operation; the real one has been begun already. */
const STAND_IN: ExecutionArgs = {
  schema: getSchema(),
  document: parse('subscription { lockEvents { type } }'),
};

/** Errors as the caller is to see them. */
class ShownErrors extends GraphQLError {
  constructor(readonly shown: readonly GraphQLFormattedError[]) {
    super('The operation was refused');
  }
}

/** An operation that is answered past the library. It yields nothing, and is done when it is over. */
class Telling implements AsyncIterableIterator<never, undefined> {
  private isOver = false;

  constructor(
    private readonly connection: SocketConnection,
    private readonly id: string,
    private readonly begun: BegunOperation,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorReturnResult<undefined>> {
    await this.connection.send(this.id, this.begun).finally(() => this.end());
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    if (this.begun.kind === 'subscribed') await this.begun.subscription.return();
    return { done: true, value: undefined };
  }

  private end(): void {
    if (!this.isOver) this.connection.end();
    this.isOver = true;
  }
}
