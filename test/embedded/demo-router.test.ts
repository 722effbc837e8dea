import express from 'express';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRouter } from '../../src/embedded/demo-router';
import { PageFiles } from '../../src/http/bundled-page';
import { callHttp } from '../support/http-call';
import { type LocalServer, startLocalServer } from '../support/local-server';

let directory: string;
let server: LocalServer;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lock-gateway-demo-'));
  const router = demoRouter(new PageFiles('demo', directory));
  server = await startLocalServer(express().use(router));
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true });
});

it('a page that is not bundled yet asks again by itself, and comes when it is', async () => {
  const get = () => callHttp(server.url, { method: 'GET', path: '/demo' });
  const early = await get();
  expect([early.status, early.headers['retry-after']]).toEqual([503, '1']);
  expect(early.text).toContain('http-equiv="refresh"');
  writeFileSync(join(directory, 'page.js'), 'the script');
  const page = await get();
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  const named = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target);
  expect(named).toEqual(['data:,', 'demo/page.css', 'demo/page.js']);
});
