import express from 'express';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { PageFiles } from '../../../src/http/bundled-page';
import { graphiqlRouter } from '../../../src/graphql/pages/graphiql-router';
import { getSchema } from '../../../src/graphql/schema/schema';
import { callHttp, type HttpAnswer } from '../../support/http-call';
import { type LocalServer, startLocalServer } from '../../support/local-server';

const PAGE = '/graphql/graphiql';
const SCRIPT = 'the script';
let directory: string;
let server: LocalServer;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-graphiql-'));
  const files = new PageFiles('graphiql', directory);
  const app = express().use(graphiqlRouter({ hasDemoUsers: false, files }));
  server = await startLocalServer(app);
});
beforeEach(() => writeFileSync(join(directory, 'page.js'), SCRIPT));
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

const get = (path: string, headers = {}, method = 'GET'): Promise<HttpAnswer> =>
  callHttp(server.url, { method, path, headers });

/** The sources that the policy of a page allows for each kind of thing. */
function policyOf({ headers }: HttpAnswer): Record<string, string[]> {
  const directives = String(headers['content-security-policy']).split('; ');
  return Object.fromEntries(
    directives.map((directive) => {
      const [name, ...sources] = directive.split(' ');
      return [name!, sources];
    }),
  );
}

describe('the page of GraphiQL', () => {
  it('names only what stands beside it, and nothing inline', async () => {
    const page = await get(PAGE);
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const named = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target);
    expect(named).toEqual(['data:,', 'graphiql/page.css', 'graphiql/page.js']);
    expect(page.text).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|https?:/);
  });

  it('has a policy that allows no other host and no inline script', async () => {
    const { 'font-src': fonts, 'img-src': images, ...policy } = policyOf(await get(PAGE));
    expect([fonts, images]).toEqual([
      ["'self'", 'data:'],
      ["'self'", 'data:'],
    ]);
    expect(policy).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"] });
    expect(new Set(Object.values(policy).flat())).toEqual(new Set(["'none'", "'self'"]));
  });

  it('begins with operations that the schema knows', async () => {
    const { text } = await get(PAGE);
    const operations = /data-operations="([^"]*)"/.exec(text)![1]!.replaceAll('&quot;', '"');
    expect(validate(getSchema(), parse(operations))).toEqual([]);
  });

  it('is not there before it is bundled', async () => {
    rmSync(join(directory, 'page.js'));
    expect((await get(PAGE)).status).toBe(404);
  });
});

describe('the script of GraphiQL', () => {
  it('is asked for each time, and sent once', async () => {
    const first = await get(`${PAGE}/page.js`);
    expect(first).toMatchObject({ status: 200, text: SCRIPT });
    expect(first.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    });
    const again = await get(`${PAGE}/page.js`, { 'If-None-Match': first.headers.etag! });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it.each([
    ['another name', '/page.ts'],
    ['the directory', '/'],
    ['a name above', '/../page.js/../../../../package.json'],
    ['an encoded name above', '/%2E%2E%2F%2E%2E%2Fpackage.json'],
    ['a broken escape', '/%'],
    ['a zero byte', '/page.js%00'],
    ['a hidden file', '/.page.js'],
  ])('%s is not found', async (_what, path) => {
    writeFileSync(join(directory, '.page.js'), SCRIPT);
    const { status, text } = await get(PAGE + path);
    expect([404, 400]).toContain(status);
    expect(text).not.toContain(SCRIPT);
  });

  it('cannot be changed', async () => {
    expect((await get(`${PAGE}/page.js`, {}, 'PUT')).status).toBe(404);
  });
});
