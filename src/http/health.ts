import { type RequestHandler, Router } from 'express';

/**
 * Serves `/healthz` and `/readyz`; `isReady` is called for each request and must not reject. OPTIONS
 * gets the status of GET, because some balancers probe with it.
 */
export function healthRouter(isReady: () => Promise<boolean>): Router {
  const router = Router({ caseSensitive: true });
  const alive: RequestHandler = (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  };
  const readiness: RequestHandler = async (_request, response) => {
    const ready = await isReady();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not ready' });
  };
  router.get('/healthz', alive).options('/healthz', alive);
  router.get('/readyz', readiness).options('/readyz', readiness);
  return router;
}
