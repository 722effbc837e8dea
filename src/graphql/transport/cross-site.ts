import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server';
import { OUTCOMES } from '../../outcomes/outcomes';
import { shownError } from '../errors/thrown';

/** Same origin; or not caused by a page, but by the address bar or a bookmark. */
const OWN_SITE: ReadonlySet<string | undefined> = new Set(['same-origin', 'none']);

/** Apollo executes a GET with this header, which no page of another site can send unasked. */
const SHOWN_TO_BE_ASKED_FOR = 'apollo-require-preflight';

/**
 * Returns the request as Apollo's CSRF prevention accepts it, if the browser itself says that no page
 * of another site made it. Scripts can set neither header. A GET without them is left to Apollo: old
 * browsers send none, and over plain HTTP others send `Sec-Fetch-Site` to localhost only. A method
 * other than GET and POST is never executed, and without the prevention its refusal says so.
 */
export function vouchFor(
  request: HTTPGraphQLRequest,
  allowedOrigins: ReadonlySet<string>,
): HTTPGraphQLRequest {
  const { method } = request;
  if (method === 'POST') return request;
  if (method === 'GET' && !isVouchedFor(request.headers, allowedOrigins)) return request;
  const headers = new HeaderMap(request.headers);
  headers.set(SHOWN_TO_BE_ASKED_FOR, 'true');
  return { ...request, headers };
}

/** Headers that no page of another site can send unasked, besides a JSON content type. */
const PREFLIGHTED = [SHOWN_TO_BE_ASKED_FOR, 'x-apollo-operation-name'];

/** True when a page of another site may have made a GET: the same rule as for a query. */
export function mayBeCrossSite(headers: HeaderMap, allowedOrigins: ReadonlySet<string>): boolean {
  return !isVouchedFor(headers, allowedOrigins) && !PREFLIGHTED.some((name) => headers.get(name));
}

/** An allowed origin counts whatever its site; a same-site page that is not allowed does not. */
function isVouchedFor(headers: HeaderMap, allowedOrigins: ReadonlySet<string>): boolean {
  const origin = headers.get('origin');
  if (origin !== undefined && allowedOrigins.has(origin)) return true;
  return OWN_SITE.has(headers.get('sec-fetch-site'));
}

/** The answer to a GET that Apollo's CSRF prevention has refused, with the ways out. */
export function explainCrossSite(refusal: HTTPGraphQLResponse): HTTPGraphQLResponse {
  const string = JSON.stringify({ errors: [shownError('crossSite')] });
  return {
    ...refusal,
    status: OUTCOMES.crossSite.graphql.status,
    body: { kind: 'complete', string },
  };
}
