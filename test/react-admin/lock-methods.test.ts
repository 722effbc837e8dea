import { parseLockKey } from '../../src/domain/lock-key';
import { addLockGateway } from '../../src/react-admin/add-lock-gateway';
import { type LockMethods } from '../../src/react-admin/lock-methods';
import { ALICE, BOB, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTab } from '../client/support/virtual-tab';
import { settle, VirtualTime } from '../client/support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
let provider: LockMethods;

beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
  provider = addLockGateway({}, { client: tab.client });
});
afterEach(() => expect(tab.reported).toEqual([]));

/** The answer of a call, once the requests behind it are answered. */
async function answered<Answer>(call: Promise<Answer>): Promise<Answer> {
  let isOver = false;
  void call
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => (isOver = true));
  for (let turn = 0; turn < 100 && !isOver; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await time.pass(100);
  }
  return call;
}

const holderOf = (id: string): string | undefined =>
  gateway.recordOf('posts', id)?.lock.holder.username;

async function bobHas(id: string): Promise<void> {
  await gateway.locks.acquire(BOB, { key: parseLockKey('posts', id) });
}

const lock = (id: string | number = 1): ReturnType<LockMethods['lock']> =>
  answered(provider.lock('posts', { id, identity: 'me' }));

describe('lock', () => {
  it('acquires, answers as react-admin expects it, and renews until it is unlocked', async () => {
    const { data } = await lock();
    expect(data).toMatchObject({
      id: 'posts/1',
      resource: 'posts',
      recordId: 1,
      identity: 'me',
      createdAt: '2026-03-01T10:00:00.001Z',
      lock: { holder: { username: 'alice' } },
    });
    await time.pass(600_000);
    expect(holderOf('1')).toBe('alice');
    await expect(answered(provider.unlock('posts', { id: 1, identity: 'me' }))).resolves.toEqual({
      data: expect.objectContaining({ id: 'posts/1', recordId: 1 }) as object,
    });
    await time.pass(100);
    expect(holderOf('1')).toBeUndefined();
    await time.pass(600_000);
    expect(tab.time.armed).toBe(0);
  });

  it('refuses with 409 and the lock when somebody else has the record, and does not wait for it', async () => {
    await bobHas('1');
    await expect(lock()).rejects.toMatchObject({
      name: 'HttpError',
      status: 409,
      message: 'bob is editing this record.',
      body: { lock: { holder: { username: 'bob' } } },
    });
    await gateway.locks.remove(BOB, { key: parseLockKey('posts', '1') });
    await time.pass(60_000);
    expect(holderOf('1')).toBeUndefined();
  });

  it('refuses with 409 when the user has the record in another tab, and moves it here with `adopt`', async () => {
    const other = new VirtualTab(time, gateway, { user: ALICE, name: 'other' });
    other.client.hold('posts', '1');
    await time.pass(100);
    await expect(lock()).rejects.toMatchObject({
      status: 409,
      message: 'You are editing this record in another tab.',
    });
    const { data } = await answered(provider.getLock('posts', { id: 1 }));
    expect(data!.identity).toBe('alice (another tab)');
    await answered(provider.lock('posts', { id: 1, identity: 'me', meta: { adopt: true } }));
    const { data: moved } = await answered(provider.getLock('posts', { id: 1 }));
    expect(moved!.identity).toBe('me');
  });

  it.each([
    ['UNAUTHENTICATED', 401],
    ['FORBIDDEN', 403],
    ['BAD_USER_INPUT', 400],
  ])('tells %s by the status %i, as `checkError` expects it', async (code, status) => {
    const errors = [{ message: 'No.', extensions: { code } }];
    const answer = { status: 200, body: { data: null, errors } };
    gateway.fate = ({ variables }) => (variables['mine'] ? {} : { answer });
    await expect(lock()).rejects.toMatchObject({ name: 'HttpError', status });
    await expect(answered(provider.getLock('posts', { id: 1 }))).rejects.toMatchObject({ status });
    await expect(answered(provider.getLocks('posts'))).rejects.toMatchObject({ status });
  });

  it('keeps what it has when the record is locked once more while nobody answers', async () => {
    await lock();
    gateway.fate = () => ({ lost: 'request' });
    await time.pass(61_000);
    await expect(lock()).rejects.toMatchObject({ status: 503 });
    gateway.fate = () => ({});
    await time.pass(60_000);
    expect(holderOf('1')).toBe('alice');
    await answered(provider.unlock('posts', { id: 1 }));
    expect(holderOf('1')).toBeUndefined();
  });

  it('tells that nobody answers by the status 503, and does not try for ever', async () => {
    gateway.fate = () => ({ lost: 'request' });
    await expect(lock()).rejects.toMatchObject({ status: 503 });
    gateway.fate = () => ({});
    await time.pass(600_000);
    expect(holderOf('1')).toBeUndefined();
  });

  it('is one lock however often it is asked for, and unlocks with the first unlock', async () => {
    await Promise.all([lock(), lock()]);
    const acquires = gateway.sent.filter(({ operation }) => operation === 'AcquireLock');
    expect(acquires).toHaveLength(1);
    await answered(provider.unlock('posts', { id: 1 }));
    await time.pass(100);
    expect(holderOf('1')).toBeUndefined();
  });

  it('does not let go when it is unlocked and locked again in one turn, as StrictMode does', async () => {
    await lock();
    const unlocked = provider.unlock('posts', { id: 1 });
    await Promise.all([answered(unlocked), lock()]);
    await time.pass(60_000);
    expect(holderOf('1')).toBe('alice');
    expect(gateway.sent.map(({ operation }) => operation)).not.toContain('RemoveLock');
  });

  it('frees what arrives after it was unlocked', async () => {
    gateway.fate = ({ operation }) => (operation === 'AcquireLock' ? { backMs: 2_000 } : {});
    const locking = provider.lock('posts', { id: 1 });
    const refused = expect(locking).rejects.toMatchObject({ status: 409 });
    await settle();
    await answered(provider.unlock('posts', { id: 1 }));
    await time.pass(10_000);
    await refused;
    expect(holderOf('1')).toBeUndefined();
  });

  it('acquires anew after it was lost', async () => {
    await lock();
    await gateway.locks.remove(ALICE, { key: parseLockKey('posts', '1') });
    await time.pass(60_000);
    await lock();
    expect(holderOf('1')).toBe('alice');
  });
});

describe('unlock', () => {
  it('never touches the lock of another user, and says so with 409: 403 would sign out', async () => {
    await bobHas('1');
    await expect(answered(provider.unlock('posts', { id: 1 }))).rejects.toMatchObject({
      status: 409,
      message: 'The record cannot be unlocked. Somebody else has it.',
    });
    expect(holderOf('1')).toBe('bob');
  });

  it('never touches the lock of another tab', async () => {
    const other = new VirtualTab(time, gateway, { user: ALICE, name: 'other' });
    other.client.hold('posts', '1');
    await time.pass(100);
    await expect(answered(provider.unlock('posts', { id: 1 }))).rejects.toMatchObject({
      status: 409,
    });
    expect(holderOf('1')).toBe('alice');
  });

  it('has nothing to do for a free record', async () => {
    await expect(answered(provider.unlock('posts', { id: 1 }))).resolves.toEqual({ data: null });
  });
});

describe('getLock and getLocks', () => {
  it('answer null and nothing for free records', async () => {
    await expect(answered(provider.getLock('posts', { id: 1 }))).resolves.toEqual({ data: null });
    await expect(answered(provider.getLocks('posts'))).resolves.toEqual({ data: [], total: 0 });
  });

  it('name the others by the id of the user, or as the options say', async () => {
    await bobHas('1');
    await bobHas('2');
    const { data } = await answered(provider.getLocks('posts', {}));
    expect(data.map(({ recordId, identity }) => [recordId, identity])).toEqual([
      ['1', 'user-bob'],
      ['2', 'user-bob'],
    ]);
    const named = addLockGateway(
      {},
      {
        client: tab.client,
        routeOf: (resource) => resource.replace('all-', ''),
        recordIdOf: (_resource, id) => Number(id),
        identityOf: ({ holder }) => holder.username,
      },
    );
    const { data: others } = await answered(named.getLocks('all-posts'));
    expect(
      others.map(({ resource, recordId, identity }) => [resource, recordId, identity]),
    ).toEqual([
      ['all-posts', 1, 'bob'],
      ['all-posts', 2, 'bob'],
    ]);
  });

  it('read every page', async () => {
    const ids = Array.from({ length: 401 }, (_, index) => `${1000 + index}`);
    for (const id of ids) await bobHas(id);
    const { data, total } = await answered(provider.getLocks('posts'));
    expect(total).toBe(401);
    expect(data.map(({ recordId }) => recordId)).toEqual(ids);
  });
});
