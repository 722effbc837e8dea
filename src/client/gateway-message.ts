// What goes to the gateway and comes from it besides the operations. What a file `*-message.ts` calls something
// keeps its name in the bundle.
import { type WatchLocksSubscription } from './generated/operations';

/** One operation. */
export interface GatewayQuery {
  readonly query: string;
  readonly variables: unknown;
}

/** An answer, or what something in between answered. */
export interface GatewayAnswer {
  readonly data?: unknown;
  readonly errors?: unknown;
}

/** An error of a GraphQL answer. */
export interface GraphQLFault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {
    readonly code?: string;
    readonly argument?: string;
    readonly permission?: string;
    readonly retryable?: boolean;
    readonly retryAfterMs?: number;
  };
}

/** What is sent by `graphql-transport-ws`. */
export type SocketQuery =
  | { readonly type: 'connection_init' | 'pong' }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: GatewayQuery }
  | { readonly type: 'complete'; readonly id: string };

/** What comes by `graphql-transport-ws`. */
export interface SocketAnswer {
  readonly type: string;
  readonly id: string;
  readonly payload?: { readonly data?: WatchLocksSubscription | null };
}
