import express, { type Request, type RequestHandler, Router } from 'express';
import Negotiator from 'negotiator';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PAGE_POLICY, projectDirectory, REVALIDATED } from './bundled-page';

/** A page that Vite built into `dist/<name>`: `index.html`, and what it loads in `assets`. */
export interface BuiltPage {
  readonly path: string;
  readonly directory: string;
  /** Answers while it is not built. */
  readonly otherwise: RequestHandler;
}

/** The name of such a file has a hash of what is in it. */
const KEPT = { 'Cache-Control': 'public, max-age=31536000, immutable' };

/** What stands beside each file, the smaller first. */
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

/** Where a page of this name is built. */
export function builtDirectory(name: string): string {
  return join(projectDirectory(), 'dist', name);
}

/**
 * Serves a built page, with a policy that lets it load nothing from anywhere else. Nothing of it is read before
 * somebody asks for it, or kept afterwards.
 */
export function builtPageRouter({ path, directory, otherwise }: BuiltPage): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const page = join(directory, 'index.html');
  router.get(path, (request, response, next) => {
    response.set('Content-Security-Policy', PAGE_POLICY);
    if (!existsSync(page)) return otherwise(request, response, next);
    response.set(REVALIDATED);
    response.sendFile(page, { cacheControl: false });
  });
  // Its files are named relatively.
  router.get(`${path}/`, (request, response) => {
    response.redirect(308, `..${path}${queryOf(request)}`);
  });
  const assets = join(directory, 'assets');
  router.use(
    `${path}/assets`,
    preferCompressed(assets),
    express.static(assets, {
      ...{ index: false, redirect: false, dotfiles: 'ignore', cacheControl: false },
      setHeaders: (response) => response.set(KEPT),
    }),
  );
  return router;
}

/** Lets the file behind it serve what was compressed when the page was built, to those who can read it. */
function preferCompressed(directory: string): RequestHandler {
  return (request, response, next) => {
    const [, name] = /^\/([\w-]+\.(?:js|css))$/.exec(request.path) ?? [];
    const isRead = ['GET', 'HEAD'].includes(request.method);
    // Whoever answers anything else compresses nothing.
    if (name === undefined || !isRead) return next();
    response.vary('Accept-Encoding');
    const there = ENCODINGS.filter(({ ending }) => existsSync(join(directory, name + ending)));
    const accepted = new Negotiator(request).encodings(there.map(({ name }) => name));
    const encoding = there.find((one) => accepted.includes(one.name));
    if (!encoding) return next();
    response.set('Content-Encoding', encoding.name).type(name);
    request.url = `/${name}${encoding.ending}`;
    next();
  };
}

function queryOf({ originalUrl }: Request): string {
  const at = originalUrl.indexOf('?');
  return at === -1 ? '' : originalUrl.slice(at);
}
