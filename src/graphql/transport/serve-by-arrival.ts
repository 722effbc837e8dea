import { type ApolloServerPlugin, type GraphQLResponse, HeaderMap } from '@apollo/server';
import { ApolloServerErrorCode } from '@apollo/server/errors';
import { GraphQLError, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { type RequestContext } from '../schema/request-context';

/**
 * Hands a valid subscription to the transport that it arrived by, instead of executing it, and refuses
 * what cannot be served there.
 */
export const serveByArrival: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ operation, contextValue: { arrival } }) => {
        if (isSubscription(operation) && !arrival.onSubscription) {
          return Promise.reject(refusal(400, SUBSCRIBE_ELSEWHERE));
        }
        if (operation?.operation === OperationTypeNode.MUTATION && arrival.isSafe) {
          return Promise.reject(refusal(405, 'A mutation is not served by GET; use POST.'));
        }
        return Promise.resolve();
      },
      responseForOperation: ({
        operation,
        document,
        request,
        contextValue,
      }): Promise<GraphQLResponse | null> => {
        if (!operation || !isSubscription(operation)) return Promise.resolve(null);
        contextValue.arrival.onSubscription?.({
          document,
          operationName: operation.name?.value,
          variables: request.variables ?? {},
        });
        return Promise.resolve({
          http: { headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { data: null } },
        });
      },
    }),
};

const SUBSCRIBE_ELSEWHERE =
  'A subscription has no single answer: subscribe over WebSocket (graphql-transport-ws) at this path, ' +
  'or send `Accept: text/event-stream`.';

function isSubscription(operation: OperationDefinitionNode | undefined): boolean {
  return operation?.operation === OperationTypeNode.SUBSCRIPTION;
}

function refusal(status: number, message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: ApolloServerErrorCode.BAD_REQUEST, http: { status } },
  });
}
