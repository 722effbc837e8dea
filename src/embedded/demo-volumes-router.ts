import express, { type Request, type RequestHandler, Router } from 'express';
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { heldLocks, requireLock } from '../guard/require-lock';
import { DEMO_PATH } from './demo-page';
import { DemoVolumes } from './demo-volumes';

const VolumeFields = z.strictObject({
  title: z.string().trim().min(1).max(120),
  author: z.string().trim().max(80),
  year: z.int().min(-3000).max(3000),
  summary: z.string().max(600),
});

/** Larger than any valid record. */
const MAX_BODY = '16kb';

/**
 * Stands for the service that keeps the records of an admin panel: it saves only under the fencing token of
 * the lock, which `lock-gateway/guard` checks.
 */
export function demoVolumesRouter(volumes = new DemoVolumes()): Router {
  const router = Router({ caseSensitive: true });
  const list = `${DEMO_PATH}/volumes`;
  const one = `${list}/:id`;
  router.use(list, (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get(list, (_request, response) => void response.json(volumes.list()));
  router.use(one, (request, _response, next) => {
    // No answer but that of an unknown path.
    next(volumes.get(request.params.id) ? undefined : 'router');
  });
  router.get(one, (request, response) => void response.json(volumes.get(request.params.id)));
  router.put(one, express.json({ limit: MAX_BODY }), volumeLock, (request, response) => {
    const fields = VolumeFields.safeParse(request.body);
    if (!fields.success) {
      refuse(response, 400, 'BAD_USER_INPUT', z.prettifyError(fields.error));
      return;
    }
    const { id, fencingToken } = heldLocks(response)[0]!;
    const saved = volumes.save(id, fields.data, fencingToken);
    if (saved) response.json(saved);
    // Only when another save overtook this one between the check and here.
    else refuse(response, 409, 'LOCK_LOST', 'A newer grant has saved this record meanwhile.');
  });
  return router;
}

/** As a service would have it, except that its gateway is the server that the request came to. */
const volumeLock: RequestHandler = (request, response, next) =>
  requireLock<Request>({
    gatewayUrl: ownAddress(request),
    key: ({ params }) => ({ route: 'volume', id: params['id'] }),
    token: (save) => save.get('Fencing-Token'),
  })(request, response, next);

function ownAddress({ socket }: Request): string {
  const { localAddress = '', localPort } = socket;
  return `http://${isIPv6(localAddress) ? `[${localAddress}]` : localAddress}:${localPort}`;
}

function refuse(response: express.Response, status: number, code: string, detail: string): void {
  response.status(status).type('application/problem+json').json({ status, code, detail });
}
