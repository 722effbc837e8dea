import { type GraphQLSchema } from 'graphql';
import { type IncomingMessage, type Server } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** Serves subscriptions as the documentation of `graphql-ws` shows it; the user is looked up once a connection. */
export function serveSubscriptions(
  server: Server,
  schema: GraphQLSchema,
  contextOf: (request: IncomingMessage) => Promise<object>,
): void {
  const webSockets = new WebSocketServer({ server, path: '/graphql' });
  const contexts = new WeakMap<IncomingMessage, Promise<object>>();
  useServer(
    {
      schema,
      context: ({ extra: { request } }) => {
        const known = contexts.get(request) ?? contextOf(request);
        contexts.set(request, known);
        return known;
      },
    },
    webSockets,
  );
}
