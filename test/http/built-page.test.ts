import express from 'express';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtPageRouter } from '../../src/http/built-page';
import { type LocalServer, startLocalServer } from '../support/local-server';

const PAGE = '<!doctype html><script type="module" src="console/assets/page-1.js"></script>';
const SCRIPT = 'globalThis.answer = 42;';
const SMALL = 'globalThis.answer=42';
let directory: string;
let server: LocalServer;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-built-'));
  mkdirSync(join(directory, 'assets'));
  writeFileSync(join(directory, 'assets/page-1.js'), SCRIPT);
  writeFileSync(join(directory, 'assets/page-1.js.gz'), gzipSync(SMALL));
  writeFileSync(join(directory, 'assets/.secret.js'), SCRIPT);
  writeFileSync(join(directory, 'assets/plain.css'), 'a {}');
  writeFileSync(join(directory, 'assets/both.css'), 'b {}');
  writeFileSync(join(directory, 'assets/both.css.gz'), gzipSync('b {}'));
  writeFileSync(join(directory, 'assets/both.css.br'), brotliCompressSync('b {}'));
  const app = express().use(
    builtPageRouter({
      ...{ path: '/console', directory },
      otherwise: (_request, response) => void response.status(503).end(),
    }),
  );
  server = await startLocalServer(app);
});
beforeEach(() => writeFileSync(join(directory, 'index.html'), PAGE));
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers, redirect: 'manual' });

describe('the page', () => {
  it('is asked for each time, and sent once', async () => {
    const first = await get('/console?route=volume');
    expect([first.status, await first.text()]).toEqual([200, PAGE]);
    expect(first.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(first.headers.get('Cache-Control')).toBe('no-cache');
    const again = await get('/console', {
      'If-None-Match': first.headers.get('ETag')!,
      // Otherwise `fetch` asks to be sent it all the same.
      'Cache-Control': 'max-age=0',
    });
    expect(again.status).toBe(304);
  });

  it('may run no inline script, and load nothing from another host', async () => {
    const policy = (await get('/console')).headers.get('Content-Security-Policy')!;
    const sources = new Set(
      policy.split(/;? /).filter((word) => !/-src$|-uri$|-action$|-anc/.test(word)),
    );
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self';");
    expect(sources).toEqual(new Set(["'none'", "'self'", 'data:']));
  });

  it('with a slash behind it is somewhere else, since it names its files relatively', async () => {
    const answer = await get('/console/?route=volume');
    const to = new URL(answer.headers.get('Location')!, `${server.url}/console/?route=volume`);
    expect([answer.status, to.href]).toEqual([308, `${server.url}/console?route=volume`]);
  });

  it('is waited for until it is built, under the same policy', async () => {
    const policyOf = ({ headers }: Response): string | null =>
      headers.get('Content-Security-Policy');
    const policy = policyOf(await get('/console'));
    rmSync(join(directory, 'index.html'));
    const waiting = await get('/console');
    expect([waiting.status, policyOf(waiting)]).toEqual([503, policy]);
  });
});

describe('its files', () => {
  it('are kept for ever: another content has another name', async () => {
    const answer = await get('/console/assets/page-1.js', { 'Accept-Encoding': 'identity' });
    expect([answer.status, await answer.text()]).toEqual([200, SCRIPT]);
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('Content-Encoding')).toBeNull();
    expect(answer.headers.get('Vary')).toBe('Accept-Encoding');
  });

  it.each([
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'gzip'],
    ['*', 'gzip'],
    ['gzip;q=0, br', null],
    ['deflate', null],
  ])('to who accepts %s are sent as %s', async (accepted, encoding) => {
    const answer = await get('/console/assets/page-1.js', { 'Accept-Encoding': accepted });
    expect(answer.headers.get('Content-Encoding')).toBe(encoding);
    expect(answer.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
    expect(await answer.text()).toBe(encoding === null ? SCRIPT : SMALL);
  });

  it('are sent as the smaller of two', async () => {
    const answer = await get('/console/assets/both.css', { 'Accept-Encoding': 'gzip, br' });
    expect(answer.headers.get('Content-Encoding')).toBe('br');
    expect([answer.headers.get('Content-Type'), await answer.text()]).toEqual([
      ...['text/css; charset=utf-8', 'b {}'],
    ]);
  });

  it('are sent as they are where nothing is compressed', async () => {
    const answer = await get('/console/assets/plain.css', { 'Accept-Encoding': 'br, gzip' });
    expect([answer.status, await answer.text()]).toEqual([200, 'a {}']);
    expect(answer.headers.get('Content-Encoding')).toBeNull();
  });

  it.each([
    '/console/assets/',
    '/console/assets/other.js',
    '/console/assets/.secret.js',
    '/console/assets/../index.html',
    '/console/assets/%2E%2E%2Findex.html',
    '/console/assets/%',
  ])('%s is none of them', async (path) => {
    const answer = await get(path);
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain(SCRIPT);
  });
});
