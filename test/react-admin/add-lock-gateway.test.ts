import { addLockGateway } from '../../src/react-admin/add-lock-gateway';
import { ManualClient } from '../react/support/manual-client';
import { lockWith } from '../react/support/locks';

interface Params {
  readonly id: number;
  readonly data?: object;
  readonly meta?: object;
}

/** A data provider with what a spread would lose: methods of its class, and a private field. */
class Provider {
  readonly #written: unknown[] = [];

  getOne(resource: string, { id }: Params): Promise<unknown> {
    return Promise.resolve({ data: { id, resource, written: this.#written } });
  }

  update(resource: string, params: Params): Promise<unknown> {
    this.#written.push([resource, params]);
    return Promise.resolve({ data: { id: params.id } });
  }

  delete(resource: string, params: Params): Promise<unknown> {
    return this.update(resource, params);
  }

  written(): unknown[] {
    return this.#written;
  }
}

const HELD = {
  state: 'held',
  lock: lockWith({ heldByMe: true }),
  fencingToken: 7,
  signal: new AbortController().signal,
  isInterrupted: false,
  waiters: [],
} as const;

it('keeps every method of the data provider working', async () => {
  const provider = addLockGateway(new Provider(), { client: new ManualClient().client });
  await expect(provider.getOne('posts', { id: 1 })).resolves.toMatchObject({ data: { id: 1 } });
  expect('getOne' in provider).toBe(true);
  expect('lock' in provider).toBe(true);
  // As `withLifecycleCallbacks` and the like spread it.
  expect(Object.keys({ ...provider })).toEqual(expect.arrayContaining(['lock', 'update']));
});

it('sends the fencing token along with what writes a record that is held here', async () => {
  const manual = new ManualClient();
  const provider = addLockGateway(new Provider(), { client: manual.client });
  await provider.update('posts', { id: 1, data: {} });
  const locked = provider.lock('posts', { id: 1 });
  manual.holds[0]!.become(HELD);
  await locked;
  await provider.update('posts', { id: 1, data: { title: 'x' }, meta: { tenant: 'a' } });
  await provider.delete('posts', { id: 1 });
  await provider.update('posts', { id: 2, data: {} });
  manual.holds[0]!.become({ state: 'lost', reason: 'expired', reasonGiven: null, lock: null });
  await provider.update('posts', { id: 1, data: {} });
  expect(provider.written()).toEqual([
    ['posts', { id: 1, data: {} }],
    ['posts', { id: 1, data: { title: 'x' }, meta: { tenant: 'a', fencingToken: 7 } }],
    ['posts', { id: 1, meta: { fencingToken: 7 } }],
    ['posts', { id: 2, data: {} }],
    ['posts', { id: 1, data: {} }],
  ]);
});

it('leaves topics that are not of locks to the data provider, and says so when it has none', async () => {
  const heard: unknown[] = [];
  const base = {
    subscribe: (...args: unknown[]) => Promise.resolve(void heard.push(['subscribe', ...args])),
    unsubscribe: (...args: unknown[]) => Promise.resolve(void heard.push(['unsubscribe', ...args])),
  };
  const client = new ManualClient().client;
  const callback = (): void => undefined;
  const provider = addLockGateway(base, { client });
  await provider.subscribe('resource/posts', callback);
  await provider.unsubscribe('resource/posts', callback);
  expect(heard).toEqual([
    ['subscribe', 'resource/posts', callback],
    ['unsubscribe', 'resource/posts', callback],
  ]);
  await expect(addLockGateway({}, { client }).subscribe('chat', callback)).rejects.toThrow(
    'The data provider has no `subscribe`, and chat is no topic of locks.',
  );
});
