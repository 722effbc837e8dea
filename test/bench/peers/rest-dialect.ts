import express, { type NextFunction, type Request, type Response } from 'express';
import cookieParser from 'cookie-parser';

const TEXTS = new Map([
  [200, 'Success'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not found'],
  [405, 'Method not allowed'],
  [409, 'Conflict'],
  [413, 'Payload too large'],
  [415, 'Unsupported media type'],
  [500, 'Internal server error'],
]);

export interface LockParameters {
  route: string;
  id: string;
}

/** Sends the fixed two-member answer of the REST dialect. */
export function answer(res: Response, code: number, data = TEXTS.get(code)): void {
  res.status(code).json({ data, code });
}

/** An Express 5 application with cookies, JSON of at most 16 KiB and no needless response headers. */
export function createDialectApp(): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((req, res, next) => {
    res.set('Cache-Control', 'no-store');
    const hasBody = Number(req.headers['content-length'] ?? 0) > 0;
    if ((hasBody || req.method === 'POST') && !req.is('application/json')) answer(res, 415);
    else next();
  });
  app.use(express.json({ limit: '16kb' }), cookieParser());
  return app;
}

/** The refresh token of a request, or undefined when the cookie is missing. */
export function refreshToken(req: Request): string | undefined {
  const token: unknown = (req.cookies as Record<string, unknown>)['refreshToken'];
  return typeof token === 'string' && token !== '' ? token : undefined;
}

/** Reads route and id from body and query; a string is the text of the 400 to send. */
export function lockParameters(req: Request): LockParameters | string {
  const body = (req.body ?? {}) as Record<string, unknown>;
  const query: Record<string, unknown> = req.method === 'DELETE' ? req.query : {};
  for (const name of ['route', 'id'])
    if (name in body && name in query && String(body[name]) !== query[name])
      return 'Invalid parameters';
  const route: unknown = body['route'] ?? query['route'];
  const rawId: unknown = body['id'] ?? query['id'];
  const id = Number.isSafeInteger(rawId) ? String(rawId) : rawId;
  if (isMissing(route) || isMissing(id)) return 'Missing parameters';
  if (typeof route !== 'string' || typeof id !== 'string') return 'Invalid parameters';
  const parameters = {
    route: route.replace(/^\/+|\/+$/g, '').normalize('NFC'),
    id: id.normalize('NFC'),
  };
  if (parameters.route === '') return 'Missing parameters';
  return isValid(parameters.route, 128) && isValid(parameters.id, 256)
    ? parameters
    : 'Invalid parameters';
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function isValid(text: string, maxLength: number): boolean {
  return (
    text.length <= maxLength &&
    text === text.trim() &&
    !/\p{Surrogate}/u.test(text) &&
    // eslint-disable-next-line no-control-regex -- control characters are what is refused here
    !/[\u0000-\u001f\u007f-\u009f]/.test(text)
  );
}

/** Adds 405, 404 and the error handler; call it after the routes. */
export function finishDialectApp(app: express.Express): void {
  app.all('/admin/lock', (_req, res) => answer(res.set('Allow', 'POST'), 405));
  app.all('/admin/remove-lock', (_req, res) => answer(res.set('Allow', 'DELETE'), 405));
  app.use((_req, res) => answer(res, 404));
  app.use((error: { status?: number }, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) next(error);
    else if (error.status === 400) answer(res, 400, 'Invalid JSON');
    else answer(res, error.status === 413 ? 413 : 500);
  });
}
