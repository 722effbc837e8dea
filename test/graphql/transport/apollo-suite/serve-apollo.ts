import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { type CreateServerForIntegrationTestsOptions } from '@apollo/server-integration-testsuite';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { DEFAULT_KEEP_ALIVE_TIMEOUT_MS } from '../../../../src/config/connection-config';
import { LockService } from '../../../../src/domain/lock-service';
import { createApp } from '../../../../src/gateway/app';
import { createHttpServer } from '../../../../src/gateway/http-server';
import { beginRequest } from '../../../../src/graphql/transport/begin-request';
import { LANDING_PAGE_SOURCES } from '../../../../src/graphql/pages/landing-page';
import {
  createSendHttpAnswer,
  createServeHttp,
} from '../../../../src/graphql/transport/serve-http';
import { requestLimits } from '../../../../src/http/admission/request-limits';
import { crossOrigin } from '../../../../src/http/cross-origin';
import { createFront } from '../../../../src/http/front';
import { createRefusals } from '../../../../src/http/refusals';
import { apiSecurityHeaders, pageSecurityHeaders } from '../../../../src/http/security-headers';
import { MemoryLockStore } from '../../../support/memory-lock-store';
import { DEFAULT_LIMITS } from '../../../support/test-config';

/** An Apollo Server behind the gateway's own HTTP server. */
export interface ServedApollo {
  readonly server: ApolloServer<BaseContext>;
  readonly url: string;
  extraCleanup(): Promise<void>;
}

/** Serves any Apollo Server at `/` as the gateway serves its own; rejects if it cannot start. */
export async function serveApollo(
  config: ApolloServerOptions<BaseContext>,
  { context = () => Promise.resolve({}) }: CreateServerForIntegrationTestsOptions = {},
): Promise<ServedApollo> {
  const server = new ApolloServer(config);
  await server.start();
  const headers = apiSecurityHeaders();
  const observer = { answered: () => undefined, fault: () => undefined };
  const services = {
    ...requestLimits(DEFAULT_LIMITS),
    ...{ observer, headers, hasDemoUsers: false },
    authenticate: () => Promise.resolve({ kind: 'noToken' } as const),
    feed: { subscribe: () => Promise.reject(new Error('the suite subscribes to nothing')) },
    locks: new LockService({ store: new MemoryLockStore(), defaultLeaseMs: 60_000 }),
  };
  const serve = createServeHttp({
    ...services,
    // The suite has contexts of its own, which its resolvers look at.
    apollo: {
      executeHTTPGraphQLRequest: ({ httpGraphQLRequest }) =>
        server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context }),
    },
    begin: (request) => beginRequest(services, request),
    page: undefined,
    sendAnswer: createSendHttpAnswer({
      ...{ headers, pageHeaders: pageSecurityHeaders(LANDING_PAGE_SOURCES) },
    }),
    bodyLimits: { maxBytes: 256 * 1024, unfinished: services.unfinishedBodies },
  });
  const refusals = createRefusals({ headers, observer });
  const http = createHttpServer({
    listener: createFront({
      doors: [
        {
          paths: ['/'],
          allowsTrailingSlash: true,
          handle: (_path, request, response) => serve(request, response),
        },
      ],
      refusals,
      crossOrigin: crossOrigin([]),
      app: createApp({
        ...{ observer, refusals, crossOrigin: crossOrigin([]) },
        isReady: () => Promise.resolve(true),
        demoPages: undefined,
        hasPages: false,
        metrics: undefined,
      }),
    }),
    refusals,
    keepAliveTimeoutMs: DEFAULT_KEEP_ALIVE_TIMEOUT_MS,
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    server,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    async extraCleanup() {
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
