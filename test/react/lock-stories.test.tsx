/** @jest-environment ./test/react/support/page-environment.ts */
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, StrictMode } from 'react';
import { LockBanner } from '../../src/react/banner/lock-banner';
import { LockProvider } from '../../src/react/lock-provider';
import { useLock, type UseLockOptions } from '../../src/react/use-lock';
import { parseLockKey } from '../../src/domain/lock-key';
import { ALICE, BOB, SAM, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTab } from '../client/support/virtual-tab';
import { VirtualTime } from '../client/support/virtual-time';

let time: VirtualTime;
let gateway: VirtualGateway;
let tab: VirtualTab;

beforeEach(() => {
  time = new VirtualTime();
  gateway = new VirtualGateway(time);
  tab = new VirtualTab(time, gateway);
});
afterEach(() => expect(tab.reported).toEqual([]));

function Editor({ id, ...options }: { readonly id: string } & UseLockOptions): ReactNode {
  const lock = useLock('volume', id, options);
  return (
    <form aria-label={id}>
      <LockBanner lock={lock} />
      <input aria-label={`title ${id}`} disabled={lock.state !== 'held'} />
      <b>{lock.state === 'held' ? lock.fencingToken : '-'}</b>
      <button type="button" onClick={() => void lock.release()}>
        Close
      </button>
    </form>
  );
}

const page = (children: ReactNode): ReactNode => (
  <StrictMode>
    <LockProvider client={tab.client}>{children}</LockProvider>
  </StrictMode>
);
const pass = (ms: number): Promise<void> => act(() => time.pass(ms));
const status = (): string | null => screen.getByRole('status').textContent;
const isWritable = (id: string): boolean =>
  !screen.getByRole<HTMLInputElement>('textbox', { name: `title ${id}` }).disabled;
const holderOf = (id: string): string | undefined =>
  gateway.recordOf('volume', id)?.lock.holder.username;
const operations = (): string[] =>
  gateway.sent.map(({ operation }) => operation).filter((name) => name !== 'ListLocks');
const press = (name: string): Promise<void> =>
  userEvent.click(screen.getByRole('button', { name }));

const callOf = (id: string): { key: ReturnType<typeof parseLockKey> } => ({
  key: parseLockKey('volume', id),
});

async function bobHas(id: string): Promise<void> {
  await gateway.locks.acquire(BOB, callOf(id));
}

async function bobLeaves(id: string): Promise<void> {
  await gateway.locks.remove(BOB, callOf(id));
}

it('opens a record for writing once it is held, with one request even in StrictMode', async () => {
  render(page(<Editor id="1" />));
  expect(isWritable('1')).toBe(false);
  await pass(100);
  expect(isWritable('1')).toBe(true);
  expect(screen.getByText(String(gateway.recordOf('volume', '1')!.lock.fencingToken))).toBeTruthy();
  expect(operations()).toEqual(['AcquireLock']);
});

it('keeps the record as long as it is open, and frees it when it is closed', async () => {
  const { unmount } = render(page(<Editor id="1" />));
  await pass(600_000);
  expect([isWritable('1'), holderOf('1')]).toEqual([true, 'alice']);
  unmount();
  await pass(100);
  expect(holderOf('1')).toBeUndefined();
});

it('frees what arrives after the component is gone', async () => {
  gateway.fate = ({ operation }) => (operation === 'AcquireLock' ? { backMs: 2_000 } : {});
  const { unmount } = render(page(<Editor id="1" />));
  await pass(100);
  expect(holderOf('1')).toBe('alice');
  unmount();
  await pass(5_000);
  expect(holderOf('1')).toBeUndefined();
});

it('goes from record to record, and holds the last one alone', async () => {
  const { rerender } = render(page(<Editor id="1" />));
  for (const id of ['2', '1', '3', '2']) rerender(page(<Editor id={id} />));
  await pass(5_000);
  expect(isWritable('2')).toBe(true);
  expect(['1', '2', '3'].map(holderOf)).toEqual([undefined, 'alice', undefined]);
});

it('comes back to a record in one turn without letting go of it', async () => {
  const { rerender } = render(page(<Editor key="first" id="1" />));
  await pass(100);
  const { fencingToken } = gateway.recordOf('volume', '1')!.lock;
  rerender(page(<Editor key="second" id="1" />));
  await pass(5_000);
  expect(gateway.recordOf('volume', '1')!.lock.fencingToken).toBe(fencingToken);
  expect(operations()).not.toContain('RemoveLock');
});

it('holds a record once for all components that show it', async () => {
  const both = (
    <>
      <Editor key="form" id="1" />
      <Editor key="aside" id="1" />
    </>
  );
  const { rerender } = render(page(both));
  await pass(100);
  expect(operations()).toEqual(['AcquireLock']);
  rerender(page(<Editor key="form" id="1" />));
  await pass(5_000);
  expect([isWritable('1'), holderOf('1')]).toEqual([true, 'alice']);
  rerender(page(null));
  await pass(5_000);
  expect(holderOf('1')).toBeUndefined();
});

it('is read-only while somebody else has the record, waits in line, and is let in', async () => {
  await bobHas('1');
  render(page(<Editor id="1" />));
  await pass(100);
  expect([status(), isWritable('1')]).toEqual(['bob is editing this record.', false]);
  await press('Wait in line');
  await pass(100);
  expect(status()).toBe('bob is editing this record. You are number 1 in line.');
  await bobLeaves('1');
  await pass(25_000);
  expect([status(), isWritable('1')]).toEqual(['You are editing this record.', true]);
  expect(holderOf('1')).toBe('alice');
});

it('takes its turn by itself with `wait`, and leaves the line when it is gone', async () => {
  await bobHas('1');
  const { unmount } = render(page(<Editor id="1" wait />));
  await pass(100);
  expect(status()).toBe('bob is editing this record. You are number 1 in line.');
  unmount();
  await pass(100);
  await bobLeaves('1');
  await pass(100);
  expect(holderOf('1')).toBeUndefined();
});

it('edits again after it let go', async () => {
  render(page(<Editor id="1" />));
  await pass(100);
  await press('Close');
  await pass(100);
  expect([isWritable('1'), holderOf('1')]).toEqual([false, undefined]);
  await press('Edit');
  await pass(100);
  expect([isWritable('1'), holderOf('1')]).toEqual([true, 'alice']);
});

it('says who has the record when it is lost, and nothing can be written any more', async () => {
  render(page(<Editor id="1" />));
  await pass(100);
  await gateway.locks.takeOver(SAM, callOf('1'));
  await pass(30_000);
  expect(isWritable('1')).toBe(false);
  expect(screen.getByRole('alert').textContent).toBe(
    'sam has this record now. Your changes cannot be saved.',
  );
  await press('Wait in line');
  await pass(100);
  expect(status()).toBe('sam is editing this record. You are number 1 in line.');
  await gateway.locks.remove(SAM, callOf('1'));
  await pass(25_000);
  expect([isWritable('1'), holderOf('1')]).toEqual([true, 'alice']);
});

it('takes over with a reason when the user may', async () => {
  tab = new VirtualTab(time, gateway, { user: SAM });
  await bobHas('1');
  render(page(<Editor id="1" />));
  await pass(100);
  await press('Take over…');
  await userEvent.keyboard('it is printed at noon');
  await press('Take over');
  await pass(100);
  expect([isWritable('1'), holderOf('1')]).toEqual([true, 'sam']);
  const [taken] = gateway.sent.filter(({ operation }) => operation === 'TakeOverLock');
  expect(taken!.variables).toMatchObject({ reason: 'it is printed at noon' });
});

it('moves the record here from another tab of the same user', async () => {
  const other = new VirtualTab(time, gateway, { user: ALICE, name: 'other' });
  other.client.hold('volume', '1');
  await pass(100);
  render(page(<Editor id="1" />));
  await pass(100);
  expect(status()).toBe('You are editing this record in another tab.');
  await press('Edit here');
  await pass(100);
  expect([isWritable('1'), status()]).toEqual([true, 'You are editing this record.']);
});

it('is read-only without an answer, and writable when the connection is back', async () => {
  render(page(<Editor id="1" />));
  await pass(100);
  gateway.fate = () => ({ lost: 'request' });
  await pass(61_000);
  expect(isWritable('1')).toBe(false);
  expect(screen.getByRole('alert').textContent).toBe(
    'No connection. Your changes cannot be saved yet.',
  );
  gateway.fate = () => ({});
  await pass(60_000);
  expect(isWritable('1')).toBe(true);
});

it('says that the session is over, not that there is no connection, and goes on after a new one', async () => {
  render(page(<Editor id="1" />));
  await pass(100);
  const errors = [{ message: 'no session', extensions: { code: 'UNAUTHENTICATED' } }];
  gateway.fate = () => ({ answer: { status: 200, body: { errors } } });
  await pass(61_000);
  expect(isWritable('1')).toBe(false);
  expect(screen.getByRole('alert').textContent).toBe(
    'You are signed out. Sign in again to edit this record.',
  );
  gateway.fate = () => ({});
  await press('Try again');
  await pass(100);
  expect(isWritable('1')).toBe(true);
});
