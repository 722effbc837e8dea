import { type RequestListener } from 'node:http';
import { type Registry } from 'prom-client';

/** Answers GET with the metrics of all registries as Prometheus reads them; anything else is refused. */
export function serveMetrics(registries: readonly [Registry, ...Registry[]]): RequestListener {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    // Not merged before: a merged registry has only what was registered until then.
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
