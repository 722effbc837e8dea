import { type RequestListener } from 'node:http';
import { type Registry } from 'prom-client';

/** Answers GET and HEAD with the metrics of all registries in Prometheus format, other methods with 405. */
export function serveMetrics(registries: readonly [Registry, ...Registry[]]): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    // Not merged in advance: a merged registry lacks metrics that are registered later.
    Promise.all(registries.map((registry) => registry.metrics())).then(
      (texts) => {
        response.writeHead(200, {
          'Content-Type': registries[0].contentType,
          'Cache-Control': 'no-store',
        });
        response.end(request.method === 'HEAD' ? undefined : texts.join(''));
      },
      () => response.writeHead(500).end(),
    );
  };
}
