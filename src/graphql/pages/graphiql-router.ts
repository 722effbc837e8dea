import express, { type RequestHandler, Router } from 'express';
import { GRAPHIQL_PATH, graphiqlPage } from './graphiql-page';
import { GraphiqlFiles } from './graphiql-files';
import { sampleOperations } from './sample-operations';

/** No outside host, no inline script, no worker, no frame; the editor sets styles of its own. */
const POLICY = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self' data:",
  'img-src': "'self' data:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

/** Serves GraphiQL, for where Apollo Sandbox cannot be loaded. */
export function graphiqlRouter(options: { hasDemoUsers: boolean; files?: GraphiqlFiles }): Router {
  const { files = new GraphiqlFiles() } = options;
  const router = Router({ caseSensitive: true, strict: true });
  const page = graphiqlPage({ operations: sampleOperations(options) });
  const send: RequestHandler = (_request, response, next) => {
    if (!files.areThere()) next();
    else response.set('Content-Security-Policy', POLICY).set(REVALIDATED).type('html').send(page);
  };
  router.get(GRAPHIQL_PATH, send);
  router.use(
    GRAPHIQL_PATH,
    express.static(files.directory, {
      ...{ index: false, redirect: false, dotfiles: 'ignore', cacheControl: false },
      setHeaders: (response) => response.set(REVALIDATED),
    }),
  );
  return router;
}

/** What is cached is asked for each time, and answered with 304 while it is the same. */
const REVALIDATED = { 'Cache-Control': 'no-cache' };
