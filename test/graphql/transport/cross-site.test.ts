import { HeaderMap } from '@apollo/server';
import { vouchFor } from '../../../src/graphql/transport/cross-site';

const request = (method: string) => ({
  ...{ method, search: '', body: undefined },
  headers: new HeaderMap([['sec-fetch-site', 'same-origin']]),
});

it('vouches for a GET, and leaves the headers of the caller as they are', () => {
  const given = request('GET');
  expect(vouchFor(given, new Set()).headers.get('apollo-require-preflight')).toBe('true');
  expect(given.headers.has('apollo-require-preflight')).toBe(false);
});

it('leaves a POST to Apollo', () => {
  expect(vouchFor(request('POST'), new Set()).headers.has('apollo-require-preflight')).toBe(false);
});
