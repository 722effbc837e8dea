import { type RequestHandler, Router } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** `src` and `dist` have different depths below the project directory. */
function findUpwards(directory: string, name: string): string | undefined {
  const file = join(directory, name);
  if (existsSync(file)) return file;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent, name);
}
