import { expectTypeOf } from 'expect-type';
import express from 'express';
import { type mongo } from 'mongoose';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import {
  checkLocks,
  type FencedUpdate,
  fencedUpdate,
  type HeldLock,
  heldLocks,
  type LockCheck,
  type LockRefusal,
  refusalResponse,
  requireLock,
} from '../../src/guard/public';

interface Volume {
  _id: string;
  title: string;
  fencingToken?: number;
}

const gatewayUrl = 'http://localhost:4000';
const filter = { _id: '1' };

/** Only compiled: each wrong use is an error that `tsc` must report. */
export function rightAndWrongUse(
  app: express.Express,
  volumes: mongo.Collection<Volume>,
  check: LockCheck,
): void {
  const guard = requireLock({
    gatewayUrl,
    key: (request) => ({ route: 'volume', id: request.params['id'] }),
    token: (request) => request.get('Fencing-Token'),
  });
  app.put('/volumes/:id', guard, (_request, response) => {
    expectTypeOf(heldLocks(response)).toEqualTypeOf<readonly HeldLock[]>();
  });
  express.Router().use(guard);

  const ofOwnRequest = requireLock({
    gatewayUrl,
    key: ({ volumeId }: IncomingMessage & { volumeId: number }) =>
      Promise.resolve([{ route: 'volume', id: volumeId }]),
    token: () => [7, '8', undefined],
  });
  expectTypeOf(ofOwnRequest).parameter(0).toEqualTypeOf<IncomingMessage & { volumeId: number }>();
  expectTypeOf<ServerResponse>().toExtend<Parameters<typeof guard>[1]>();

  // @ts-expect-error there is no guard without a token
  requireLock({ gatewayUrl, key: () => ({ route: 'volume', id: '1' }) });
  // @ts-expect-error a record has an id
  requireLock({ gatewayUrl, key: () => ({ route: 'volume' }), token: () => 7 });
  // @ts-expect-error a token is a number or its text
  requireLock({ gatewayUrl, key: () => ({ route: 'volume', id: '1' }), token: () => true });
  // @ts-expect-error the headers of the request are needed, for the user of the cookie
  void checkLocks({ gatewayUrl, items: [] });
  expectTypeOf(checkLocks).returns.resolves.toEqualTypeOf<LockCheck>();

  // @ts-expect-error a check that was not looked at has no locks
  void check.locks;
  // @ts-expect-error what is held is no refusal
  refusalResponse(check);
  if (check.kind === 'held') expectTypeOf(check.locks).toEqualTypeOf<readonly HeldLock[]>();
  else expectTypeOf(check).toEqualTypeOf<LockRefusal>();

  const plain = fencedUpdate({ filter, token: 7, update: { $set: { title: 'x' } } });
  void volumes.updateOne(plain.filter, plain.update);
  const piped = fencedUpdate({ filter, token: 7, update: [{ $set: { title: 'x' } }] });
  void volumes.updateOne(piped.filter, piped.update);
  expectTypeOf(piped).toExtend<FencedUpdate<readonly Record<string, unknown>[]>>();
  // @ts-expect-error a token is a number
  fencedUpdate({ filter, token: '7', update: {} });
}

test('the types of the guard compile for Express, node:http and the MongoDB driver', () => {
  expect(rightAndWrongUse).toBeInstanceOf(Function);
});
