import express, { type RequestHandler, Router } from 'express';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findUpwards } from './find-upwards';

/** The script and the style of a page, which `.bundle-pages.mjs` puts into `dist/<name>`. */
export class PageFiles {
  constructor(
    name: string,
    readonly directory = join(projectDirectory(), 'dist', name),
  ) {}

  /**
   * False without the development packages and a build, and for a second after the first `npm start`,
   * which bundles beside the gateway: so ask for each page.
   */
  areThere(): boolean {
    return existsSync(join(this.directory, 'page.js'));
  }
}

/** A page whose script and style are served one level below its path, so that it names them relatively. */
export interface BundledPage {
  readonly path: string;
  readonly files: PageFiles;
  readonly html: string;
  /** Answers while the files are not there. */
  readonly otherwise: RequestHandler;
}

/** No outside host, no inline script, no worker, no frame. */
export const PAGE_POLICY = Object.entries({
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

/** What is cached is asked for each time, and answered with 304 while it is the same. */
export const REVALIDATED = { 'Cache-Control': 'no-cache' };

/** Serves a bundled page, with a policy that lets it load nothing from anywhere else. */
export function bundledPageRouter({ path, files, html, otherwise }: BundledPage): Router {
  const router = Router({ caseSensitive: true, strict: true });
  router.get(path, (request, response, next) => {
    if (!files.areThere()) return otherwise(request, response, next);
    response.set('Content-Security-Policy', PAGE_POLICY).set(REVALIDATED).type('html').send(html);
  });
  router.use(
    path,
    express.static(files.directory, {
      ...{ index: false, redirect: false, dotfiles: 'ignore', cacheControl: false },
      setHeaders: (response) => response.set(REVALIDATED),
    }),
  );
  return router;
}

export function projectDirectory(): string {
  const manifest = findUpwards(__dirname, 'package.json');
  return manifest === undefined ? __dirname : dirname(manifest);
}
