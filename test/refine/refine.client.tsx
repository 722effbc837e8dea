/** @jest-environment ./test/react/support/page-environment.ts */
import { act, render, screen } from '@testing-library/react';
import { join } from 'node:path';
import { type ComponentType, type ReactNode, StrictMode } from 'react';
import { parseLockKey } from '../../src/domain/lock-key';
import { LockProvider } from '../../src/react/lock-provider';
import { lockLiveProvider } from '../../src/refine/live-provider';
import { useLock } from '../../src/refine/use-lock';
import { useLocks } from '../../src/refine/use-locks';
import { BOB, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTab } from '../client/support/virtual-tab';
import { VirtualTime } from '../client/support/virtual-time';
import { REFINE } from '../clients/installed/install';
import { exampleOf } from '../react/support/readme-examples';
import { typeErrorsOf } from '../react/support/type-errors';

jest.mock(
  '@refinedev/core',
  () => {
    const installed = jest.requireActual<{ REFINE: string }>('../clients/installed/install');
    return jest.requireActual<object>(`${installed.REFINE}/node_modules/@refinedev/core`);
  },
  { virtual: true },
);

/** What the stand-in for its types does not have. */
interface RefineCore {
  readonly Refine: ComponentType<Record<string, unknown>>;
  readonly useList: (props: object) => { result: { data: { id: number; title: string }[] } };
}
const { Refine, useList } = jest.requireMock<RefineCore>('@refinedev/core');

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;
let titles: Record<number, string>;

beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
  titles = { 1: 'one', 2: 'two' };
});
afterEach(() => expect(tab.reported).toEqual([]));

function Posts(): ReactNode {
  const { result } = useList({ resource: 'posts' });
  const { locks } = useLocks({ resource: 'posts', ids: result.data.map(({ id }) => id) });
  return (
    <ul>
      {result.data.map(({ id, title }) => (
        <li key={id}>
          {title} {locks.get(String(id))?.holder.username ?? 'free'}
        </li>
      ))}
    </ul>
  );
}

function Post({ id }: { readonly id?: number }): ReactNode {
  const lock = useLock({ resource: 'posts', id });
  return <p>{lock.state}</p>;
}

/** The router of a page at `/posts/edit/2`. */
const atPost2 = {
  parse: () => () => ({ resource: { name: 'posts' }, action: 'edit', id: '2', params: {} }),
};

function page(children: ReactNode, { router }: { router?: object } = {}): ReactNode {
  const dataProvider = {
    getList: () => {
      const data = Object.entries(titles).map(([id, title]) => ({ id: Number(id), title }));
      return Promise.resolve({ data, total: data.length });
    },
    getApiUrl: () => '',
  };
  return (
    <StrictMode>
      <LockProvider client={tab.client}>
        <Refine
          dataProvider={dataProvider}
          liveProvider={lockLiveProvider({ client: tab.client, routeOf: () => 'post' })}
          resources={[{ name: 'posts', list: '/posts', meta: { lockRoute: 'post' } }]}
          options={{ liveMode: 'auto', disableTelemetry: true }}
          routerProvider={router}
        >
          {children}
        </Refine>
      </LockProvider>
    </StrictMode>
  );
}

async function pass(ms: number): Promise<void> {
  // React Query waits for timers of its own.
  for (let turn = 0; turn < 5; turn += 1) {
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    await act(() => time.pass(ms / 5));
  }
}
const holderOf = (id: string): string | undefined =>
  gateway.recordOf('post', id)?.lock.holder.username;

it('holds the lock of a record by its resource and id', async () => {
  const { unmount } = render(page(<Post id={1} />));
  await pass(500);
  expect([screen.getByText(/./).textContent, holderOf('1')]).toEqual(['held', 'alice']);
  unmount();
  await pass(500);
  expect(holderOf('1')).toBeUndefined();
});

it('finds the record by the route, as the hooks of Refine do', async () => {
  render(page(<Post />, { router: atPost2 }));
  await pass(500);
  expect([screen.getByText(/./).textContent, holderOf('2')]).toEqual(['held', 'alice']);
});

it('holds nothing for a record that is new', async () => {
  render(page(<Post />));
  await pass(500);
  expect(screen.getByText(/./).textContent).toBe('disabled');
  expect(gateway.sent).toEqual([]);
});

it('shows who has which row, and reads the rows again when somebody may have saved one', async () => {
  render(page(<Posts />));
  await pass(500);
  const rows = (): (string | null)[] =>
    screen.getAllByRole('listitem').map((row) => row.textContent);
  expect(rows()).toEqual(['one free', 'two free']);
  const call = { key: parseLockKey('post', '2') };
  await gateway.locks.acquire(BOB, call);
  await pass(30_000);
  expect(rows()).toEqual(['one free', 'two bob']);
  titles[2] = 'two, by bob';
  await gateway.locks.remove(BOB, call);
  await pass(30_000);
  expect(rows()).toEqual(['one free', 'two, by bob free']);
});

it('fits the types of Refine, as its README shows', () => {
  const refine = join(REFINE, 'node_modules/@refinedev/core');
  const files = { 'page.tsx': exampleOf('src/refine/README.md', 'tsx') };
  expect(typeErrorsOf(files, { '@refinedev/core': refine })).toBe('');
}, 120_000);
