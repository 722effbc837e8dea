import { gzipSync } from 'node:zlib';
import { REST_CALLS, startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});

afterAll(() => gateway.stop());

const BODY = '{"route":"volume","id":"1"}';

function send(headers: Record<string, string>, body: string | Buffer = BODY) {
  return gateway.http({
    ...REST_CALLS.acquire,
    headers: { Cookie: cookieOf('alice'), ...headers },
    body,
  });
}

describe('a body that is not JSON', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    'application/json-seq',
    'text/json',
    'application/octet-stream',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'json',
    '*/*',
  ])('%s is refused', async (type) => {
    const answer = await send({ 'Content-Type': type });
    expect(answer.text).toBe('{"data":"Unsupported media type","code":415}');
    expect(answer.status).toBe(415);
    expect(await gateway.locks.countDocuments()).toBe(0);
  });

  it('in chunks is refused as well', async () => {
    const headers = { 'Content-Type': 'text/plain', 'Transfer-Encoding': 'chunked' };
    expect((await send(headers)).status).toBe(415);
  });

  it('no type at all is refused', async () => {
    expect((await send({})).status).toBe(415);
  });

  it('a compressed body is refused, as its size shows only unpacked', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    expect((await send(headers, gzipSync(BODY))).status).toBe(415);
  });
});

describe('JSON', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
    'application/vnd.api+json',
  ])('%s is read', async (type) => {
    expect((await send({ 'Content-Type': type })).status).toBe(200);
  });

  it.each(['identity', 'Identity', ''])(
    'with the encoding %s, which is none, is read',
    async (encoding) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': encoding };
      expect((await send(headers)).status).toBe(200);
    },
  );

  it('in chunks without a length is read', async () => {
    const headers = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
    const answer = await gateway.http({
      ...REST_CALLS.acquire,
      headers: { Cookie: cookieOf('alice'), ...headers },
      body: BODY,
    });
    expect(answer.status).toBe(200);
  });
});

describe('an empty body is no body', () => {
  const removeByQuery = (headers: Record<string, string>) =>
    gateway.http({
      method: 'DELETE',
      path: '/admin/remove-lock?route=volume&id=1',
      headers: { Cookie: cookieOf('alice'), ...headers },
      body: '',
    });

  it.each([
    ['in chunks', { 'Transfer-Encoding': 'chunked' }],
    ['in chunks with a type', { 'Transfer-Encoding': 'chunked', 'Content-Type': 'text/plain' }],
    ['in chunks as JSON', { 'Transfer-Encoding': 'chunked', 'Content-Type': 'application/json' }],
    ['with the length 00', { 'Content-Length': '00', 'Content-Type': 'text/plain' }],
  ])('%s', async (_name, headers) => {
    await send({ 'Content-Type': 'application/json' });
    const answer = await removeByQuery(headers);
    expect([answer.status, answer.text]).toEqual([200, '{"data":"Success","code":200}']);
  });
});

describe('the size', () => {
  const bodyOf = (bytes: number): string => BODY + ' '.repeat(bytes - BODY.length);
  const json = { 'Content-Type': 'application/json' };

  it('16 KiB is read', async () => {
    expect((await send(json, bodyOf(16 * 1024))).status).toBe(200);
  });

  it.each([16 * 1024 + 1, 17 * 1024, 1024 * 1024])('%d bytes are refused', async (bytes) => {
    const answer = await send(json, bodyOf(bytes));
    expect(answer.text).toBe('{"data":"Payload too large","code":413}');
    expect(answer.status).toBe(413);
  });

  it('too much in chunks is refused as well', async () => {
    const answer = await send({ ...json, 'Transfer-Encoding': 'chunked' }, bodyOf(17 * 1024));
    expect(answer.text).toBe('{"data":"Payload too large","code":413}');
  });
});
