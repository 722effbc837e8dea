import { createServer, type RequestListener, type Server } from 'node:http';
import { CONNECTION_LIMITS } from '../http/admission/request-limits';

/** A port for metrics alone, which need not be public: anything but `/metrics` is not there. */
export function createMetricsServer(metrics: RequestListener): Server {
  return createServer(CONNECTION_LIMITS, (request, response) => {
    if (request.url?.split('?')[0] === '/metrics') metrics(request, response);
    else response.writeHead(404).end();
  });
}
