import { type RequestHandler, Router } from 'express';

/** Serves `/healthz` and `/readyz`; `isReady` is called for each request and must not reject. */
export function healthRouter(isReady: () => Promise<boolean>): Router {
  const router = Router({ caseSensitive: true });
  const alive: RequestHandler = (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  };
  router.get('/healthz', alive);
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not ready' });
  });
  return router;
}
