/** The page that sends a request. */
export interface Page {
  readonly origin: string;
  /** The Cookie header of the browser for the gateway. */
  readonly cookie: string;
}

const SIMPLE_METHODS = ['GET', 'HEAD', 'POST'];
const SIMPLE_HEADERS = ['accept', 'accept-language', 'content-language'];
const SIMPLE_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/;

/** A page may have this module's `fetch` in the place of Node's. */
const send = globalThis.fetch;

/**
 * `fetch` as a page in a browser has it: it adds the cookie and what the browser says of the page, asks
 * for permission first where CORS requires it, and rejects when CORS hides the answer from the page.
 */
export function browserFetch(page: Page): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin } = new URL(request.url);
    const isSameOrigin = origin === page.origin;
    request.headers.set('Sec-Fetch-Site', isSameOrigin ? 'same-origin' : siteOf(origin, page));
    if (!isSameOrigin || !['GET', 'HEAD'].includes(request.method)) {
      request.headers.set('Origin', page.origin);
    }
    const isSendingCookie =
      request.credentials === 'include' || (isSameOrigin && request.credentials === 'same-origin');
    if (!isSameOrigin) await askPermission(request, page, isSendingCookie);
    if (isSendingCookie) request.headers.set('Cookie', page.cookie);
    const response = await send(request);
    if (!isSameOrigin) requirePermission(response, page, isSendingCookie);
    return response;
  };
}

function siteOf(origin: string, page: Page): 'same-site' | 'cross-site' {
  return new URL(origin).hostname === new URL(page.origin).hostname ? 'same-site' : 'cross-site';
}

async function askPermission(request: Request, page: Page, hasCookie: boolean): Promise<void> {
  const ownHeaders = [...request.headers.keys()].filter(
    (name) => !['origin', 'sec-fetch-site', ...SIMPLE_HEADERS].includes(name),
  );
  const needed = ownHeaders.filter(
    (name) =>
      name !== 'content-type' || !SIMPLE_TYPES.test(request.headers.get('content-type') ?? ''),
  );
  if (SIMPLE_METHODS.includes(request.method) && needed.length === 0) return;
  const response = await send(request.url, {
    method: 'OPTIONS',
    headers: {
      Origin: page.origin,
      'Access-Control-Request-Method': request.method,
      'Access-Control-Request-Headers': needed.join(','),
    },
  });
  requirePermission(response, page, hasCookie);
  const listed = (name: string): string[] =>
    (response.headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
  const methods = [...SIMPLE_METHODS.map((method) => method.toLowerCase())].concat(
    listed('access-control-allow-methods'),
  );
  const refused = needed.filter((name) => !listed('access-control-allow-headers').includes(name));
  if (!methods.includes(request.method.toLowerCase())) refused.push(request.method);
  if (refused.length > 0) throw new TypeError(`CORS does not allow ${refused.join(', ')}`);
}

function requirePermission({ headers }: Response, page: Page, hasCookie: boolean): void {
  const isAllowed = headers.get('access-control-allow-origin') === page.origin;
  const allowsCookie = headers.get('access-control-allow-credentials') === 'true';
  if (!isAllowed || (hasCookie && !allowsCookie)) {
    throw new TypeError(`CORS does not allow ${page.origin}`);
  }
}
