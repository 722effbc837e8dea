import { type RequestHandler, Router } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUpwards } from '../http/find-upwards';

/** Serves `schema/openapi.yaml` at `/openapi.yaml`; the file is read once. */
export function openApiRouter(): Router {
  const router = Router({ caseSensitive: true });
  const file = findUpwards(__dirname, join('schema', 'openapi.yaml'));
  if (file === undefined) return router;
  const text = readFileSync(file, 'utf8');
  const send: RequestHandler = (_request, response) => {
    response.type('application/yaml').set('Cache-Control', 'no-cache').send(text);
  };
  router.get('/openapi.yaml', send);
  return router;
}
