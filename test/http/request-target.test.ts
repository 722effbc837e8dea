import { normalizeTarget, pathOf } from '../../src/http/request-target';
import { quickestMs } from '../support/quickest';

it.each([
  ['an ordinary path', '/admin/lock', '/admin/lock'],
  ['the root', '/', '/'],
  ['a query', '/admin/remove-lock?route=a//b&id=%2e%2E', '/admin/remove-lock?route=a//b&id=%2e%2E'],
  ['a dot inside a name', '/openapi.yaml', '/openapi.yaml'],
  ['a slash at the end', '/graphql/', '/graphql/'],
  ['the absolute form', 'http://host/admin/lock', '/admin/lock'],
  [
    'the absolute form in capitals, with a port',
    'HTTPS://Host:443/admin/lock?a=b',
    '/admin/lock?a=b',
  ],
  ['the absolute form without a path', 'http://host', '/'],
  ['the absolute form with a query alone', 'http://host?query=x', '/?query=x'],
  ['a doubled slash', '//admin/lock', '/admin/lock'],
  ['doubled slashes everywhere', '//admin///lock//', '/admin/lock/'],
  ['a doubled slash in the absolute form', 'http://host//admin/lock', '/admin/lock'],
  ['a segment of one dot', '/./admin/./lock', '/admin/lock'],
  ['a segment of one dot at the end', '/admin/lock/.', '/admin/lock/'],
  ['a segment of two dots', '/x/../admin/y/../lock', '/admin/lock'],
  ['more dots than segments', '/../../admin/lock', '/admin/lock'],
  ['nothing but dots', '/..', '/'],
  ['encoded letters', '/%61dmin/l%6Fck', '/admin/lock'],
  ['encoded dots', '/x/%2e%2E/admin/lock', '/admin/lock'],
  ['an encoded slash, which is no separator', '/admin%2flock', '/admin%2Flock'],
  ['an encoded percent sign, which is decoded once', '/%2561dmin/lock', '/%2561dmin/lock'],
  ['an encoded NUL, which stays encoded', '/admin/lock%00', '/admin/lock%00'],
  ['an encoded question mark, which begins no query', '/admin/lock%3Fid=1', '/admin/lock%3Fid=1'],
  ['a backslash, which is no separator', '/x/..\\admin\\lock', '/x/..\\admin\\lock'],
  ['another case, which is another path', '/Admin/LOCK', '/Admin/LOCK'],
  ['three dots, which are a name', '/.../admin', '/.../admin'],
])('%s has one spelling', (_name, target, expected) => {
  expect(normalizeTarget(target)).toBe(expected);
  expect(normalizeTarget(expected)).toBe(expected);
});

it.each([
  ['nothing', ''],
  ['an asterisk', '*'],
  ['a host and a port', 'host:443'],
  ['another scheme', 'ftp://host/admin/lock'],
  ['the absolute form without a host', 'http:///admin/lock'],
  ['no slash at the beginning', 'admin/lock'],
  ['a fragment', '/admin/lock#x'],
  ['a fragment after a query', '/admin/lock?x#y'],
  ['a percent sign alone', '/admin/lock%'],
  ['a percent sign before no digits', '/%zzadmin/lock'],
])('%s is no target', (_name, target) => {
  expect(normalizeTarget(target)).toBeUndefined();
});

it('a long target of slashes and dots takes no longer than its length', () => {
  const tookMs = quickestMs(3, () => {
    for (const piece of ['/', '/.', '/..', '/a/..', '%2e', '/a.']) {
      normalizeTarget(`/${piece.repeat(16_000)}\\`);
    }
  });
  expect(tookMs).toBeLessThan(1_000);
});

it.each([
  ['/admin/lock?x=/', '/admin/lock'],
  ['/admin/lock/', '/admin/lock'],
  ['/admin/lock/?x', '/admin/lock'],
  ['/', '/'],
])('the path of %s is %s', (target, path) => {
  expect(pathOf(target)).toBe(path);
});
