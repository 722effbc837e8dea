import { createServer, type RequestListener, type Server } from 'node:http';
import { CONNECTION_LIMITS } from '../http/admission/request-limits';

/** A server for metrics only, whose port need not be public: any path except `/metrics` is answered with 404. */
export function createMetricsServer(metrics: RequestListener): Server {
  return createServer(CONNECTION_LIMITS, (request, response) => {
    if (request.url?.split('?')[0] === '/metrics') metrics(request, response);
    else response.writeHead(404).end();
  });
}
