/** @jest-environment ./test/react/support/page-environment.ts */
import { act, render, screen } from '@testing-library/react';
import { join } from 'node:path';
import { type ComponentType, type ReactNode, StrictMode, useEffect, useState } from 'react';
import { addLockGateway } from '../../src/react-admin/add-lock-gateway';
import { type AdminLock, type Identifier } from '../../src/react-admin/admin-lock';
import { type LockMethods } from '../../src/react-admin/lock-methods';
import { REACT_ADMIN } from '../clients/installed/install';
import { BOB, SAM, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTab } from '../client/support/virtual-tab';
import { VirtualTime } from '../client/support/virtual-time';
import { typeErrorsOf } from '../react/support/type-errors';

interface AuthProvider {
  readonly checkError: (error: { status?: number }) => Promise<void>;
  readonly logout: () => Promise<void>;
  readonly getIdentity: () => Promise<{ id: Identifier }>;
  readonly checkAuth: () => Promise<void>;
  readonly login: () => Promise<void>;
}

/** What is used here of `ra-core`. */
interface ReactAdmin {
  readonly CoreAdminContext: ComponentType<{
    dataProvider: object;
    authProvider: AuthProvider;
    children: ReactNode;
  }>;
  readonly useDataProvider: () => LockMethods;
  readonly useGetIdentity: () => { identity?: { id: Identifier } };
}

// eslint-disable-next-line @typescript-eslint/no-require-imports
const admin = require(join(REACT_ADMIN, 'node_modules', 'ra-core')) as ReactAdmin;

let time: VirtualTime;
let gateway: VirtualGateway;
let signedOut: string[];

beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  signedOut = [];
});

/** What react-admin's `useLockOnMount` does, by its documentation. */
function useLockOnMount(id: Identifier): { isLocked: boolean; error: Error | null } {
  const dataProvider = admin.useDataProvider();
  const { identity } = admin.useGetIdentity();
  const [isLocked, setLocked] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const userId = identity?.id;
  useEffect(() => {
    if (userId === undefined) return undefined;
    const params = { id, identity: userId };
    dataProvider.lock('posts', params).then(() => setLocked(true), setError);
    return () => void dataProvider.unlock('posts', params).catch(() => undefined);
  }, [dataProvider, userId, id]);
  return { isLocked, error };
}

/** What react-admin's `useGetLockLive` does, by its documentation. */
function useGetLockLive(id: Identifier): AdminLock | null | undefined {
  const dataProvider = admin.useDataProvider();
  const [lock, setLock] = useState<AdminLock | null>();
  useEffect(() => {
    const read = (): void => {
      dataProvider.getLock('posts', { id }).then(
        ({ data }) => setLock(data),
        () => undefined,
      );
    };
    const topic = `lock/posts/${id}`;
    read();
    void dataProvider.subscribe(topic, read);
    return () => void dataProvider.unsubscribe(topic, read);
  }, [dataProvider, id]);
  return lock;
}

function PostEdit({ id }: { readonly id: Identifier }): ReactNode {
  const { isLocked, error } = useLockOnMount(id);
  return <p>{error ? error.message : isLocked ? 'only you can edit it' : 'locking'}</p>;
}

function LockStatus({ id }: { readonly id: Identifier }): ReactNode {
  const { identity } = admin.useGetIdentity();
  const lock = useGetLockLive(id);
  if (lock === undefined) return null;
  if (lock === null) return <i>no lock</i>;
  return <i>{lock.identity === identity?.id ? 'locked by you' : `locked by ${lock.identity}`}</i>;
}

function page(name: string, tab: VirtualTab, children: ReactNode): ReactNode {
  const dataProvider = addLockGateway(
    { getOne: () => Promise.resolve({ data: {} }) },
    { client: tab.client, identityOf: ({ holder }) => holder.username },
  );
  const authProvider: AuthProvider = {
    // As the documentation of react-admin suggests.
    checkError: ({ status }) =>
      status === 401 || status === 403 ? Promise.reject(new Error()) : Promise.resolve(),
    logout: () => Promise.resolve(void signedOut.push(name)),
    getIdentity: () => Promise.resolve({ id: name }),
    checkAuth: () => Promise.resolve(),
    login: () => Promise.resolve(),
  };
  return (
    <StrictMode>
      <div data-testid={name}>
        <admin.CoreAdminContext dataProvider={dataProvider} authProvider={authProvider}>
          {children}
        </admin.CoreAdminContext>
      </div>
    </StrictMode>
  );
}

async function pass(ms: number): Promise<void> {
  // React Query and react-admin wait for timers of their own.
  for (let turn = 0; turn < 5; turn += 1) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    await act(() => time.pass(ms / 5));
  }
}
const shown = (name: string): string | null => screen.getByTestId(name).textContent;
// eslint-disable-next-line no-console
const forgetPrinted = (): void => void jest.mocked(console.error).mockClear();

it('locks on mount, shows the others who has it, and lets them in when it is left', async () => {
  const alice = render(page('alice', new VirtualTab(time, gateway), <PostEdit id={1} />));
  await pass(500);
  expect(shown('alice')).toBe('only you can edit it');
  const bobsTab = new VirtualTab(time, gateway, { user: BOB, name: 'bob' });
  render(
    page(
      'bob',
      bobsTab,
      <>
        <PostEdit id={1} />
        <LockStatus id={1} />
      </>,
    ),
  );
  await pass(500);
  expect(shown('bob')).toBe('alice is editing this record.locked by alice');
  // react-admin prints what a data provider rejects with.
  forgetPrinted();
  expect(signedOut).toEqual([]);
  await pass(600_000);
  expect(shown('bob')).toContain('locked by alice');
  alice.unmount();
  await pass(60_000);
  expect(shown('bob')).toContain('no lock');
  expect(gateway.recordOf('posts', '1')).toBeUndefined();
});

it('signs out whom the gateway does not know, as `checkError` decides', async () => {
  const errors = [{ message: 'Not signed in.', extensions: { code: 'UNAUTHENTICATED' } }];
  gateway.fate = () => ({ answer: { status: 200, body: { data: null, errors } } });
  render(page('sam', new VirtualTab(time, gateway, { user: SAM }), <LockStatus id={1} />));
  await pass(500);
  forgetPrinted();
  expect(signedOut).toContain('sam');
});

it('fits the types of react-admin', () => {
  const root = join(__dirname, '../..');
  const code = `
    import { type DataProvider } from 'ra-core';
    import { createLockClient } from '${root}/src/client/public';
    import { addLockGateway } from '${root}/src/react-admin/public';
    const client = createLockClient({ url: '/graphql' });
    export const dataProvider: DataProvider = addLockGateway({} as DataProvider, { client });
    export const lock = addLockGateway({} as DataProvider, { client }).lock('posts', { id: 1 });`;
  const packages = { 'ra-core': join(REACT_ADMIN, 'node_modules/ra-core') };
  expect(typeErrorsOf({ 'page.ts': code }, packages)).toBe('');
}, 120_000);
