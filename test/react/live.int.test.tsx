/** @jest-environment ./test/react/support/page-environment.ts */
import { type BoundFunctions, type queries, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, StrictMode } from 'react';
import { createLockClient } from '../../src/client/create-lock-client';
import { type LockClient } from '../../src/client/lock-client';
import { LockBanner } from '../../src/react/banner/lock-banner';
import { LockProvider } from '../../src/react/lock-provider';
import { useLock } from '../../src/react/use-lock';
import { useLocks } from '../../src/react/use-locks';
import { webSocketWith } from '../support/live-client';
import { startTestGateway, type TestGateway } from '../support/start-test-gateway';
import { cookieOf } from '../support/test-users';

let gateway: TestGateway;
const clients: LockClient[] = [];

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
afterAll(() => gateway.stop());

/** A page of a user. */
function open(username: string, children: ReactNode): BoundFunctions<typeof queries> {
  const Cookie = cookieOf(username);
  const client = createLockClient({
    url: `${gateway.url}/graphql`,
    headers: { Cookie },
    webSocket: webSocketWith({ Cookie }) as unknown as typeof globalThis.WebSocket,
    shareTabs: false,
  });
  clients.push(client);
  const { container } = render(
    <StrictMode>
      <LockProvider client={client}>{children}</LockProvider>
    </StrictMode>,
  );
  return within(container);
}

function Editor({ id }: { readonly id: string }): ReactNode {
  const lock = useLock('volume', id);
  return (
    <>
      <LockBanner lock={lock} />
      <input aria-label="title" disabled={lock.state !== 'held'} />
      <button onClick={() => void lock.release()}>Close</button>
    </>
  );
}

function List(): ReactNode {
  const { status, locks } = useLocks('volume', ['1', '2']);
  return (
    <p>{`${status}: ${['1', '2'].map((id) => locks.get(id)?.holder.username ?? '-').join()}`}</p>
  );
}

const WITHIN = { timeout: 10_000 };

it('shows padlocks, lets in who waits, and tells at once of a take-over', async () => {
  const list = open('bob', <List />);
  await list.findByText('live: -,-', undefined, WITHIN);

  const alice = open('alice', <Editor id="1" />);
  await alice.findByText('You are editing this record.', undefined, WITHIN);
  await list.findByText('live: alice,-', undefined, WITHIN);

  const bob = open('bob', <Editor id="1" />);
  await bob.findByText('alice is editing this record.', undefined, WITHIN);
  await userEvent.click(bob.getByRole('button', { name: 'Wait in line' }));
  await bob.findByText(/You are number 1 in line/, undefined, WITHIN);
  await alice.findByText('bob waits.', undefined, WITHIN);

  await userEvent.click(alice.getByRole('button', { name: 'Close' }));
  await bob.findByText('You are editing this record.', undefined, WITHIN);
  await list.findByText('live: bob,-', undefined, WITHIN);

  const sam = open('sam', <Editor id="1" />);
  await userEvent.click(await sam.findByRole('button', { name: 'Take over…' }, WITHIN));
  await userEvent.keyboard('typo on the live site');
  await userEvent.click(sam.getByRole('button', { name: 'Take over' }));
  await sam.findByText('You are editing this record.', undefined, WITHIN);
  const told = await bob.findByText(/^sam has this record now\./, undefined, WITHIN);
  expect(told.textContent).toContain('Reason: typo on the live site');
  expect(bob.getByRole<HTMLInputElement>('textbox', { name: 'title' }).disabled).toBe(true);
  await list.findByText('live: sam,-', undefined, WITHIN);
  expect(screen.getAllByRole('region')).toHaveLength(3);
});
