/** @jest-environment ./test/react/support/page-environment.ts */
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentType, type ReactNode } from 'react';
import { ALICE, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTime } from '../client/support/virtual-time';
import { importExample, removeExamples } from './support/readme-examples';

interface VolumeProps {
  readonly id: string;
  readonly save: (fencingToken: number) => void;
}

afterAll(removeExamples);

it('the example of the first page offers to save once the record is held, under its token', async () => {
  const time = new VirtualTime();
  const gateway = new VirtualGateway(time);
  Object.assign(globalThis, { fetch: gateway.fetchAs(ALICE), WebSocket: undefined });
  const { Volume } = importExample<{ Volume: ComponentType<VolumeProps> }>('README.md', 'tsx');
  const saved: number[] = [];
  const { unmount } = render(<Volume id="1234" save={(token) => saved.push(token)} />);
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  await act(() => time.pass(100));
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
  expect(saved).toEqual([gateway.recordOf('volume', '1234')!.lock.fencingToken]);
  unmount();
});

it('the example of the README opens the form once the record is held, and sends the token', async () => {
  const time = new VirtualTime();
  const gateway = new VirtualGateway(time);
  const saved: [string, RequestInit | undefined][] = [];
  const ask = gateway.fetchAs(ALICE);
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (input === '/graphql') return ask(input, init);
    saved.push([input as string, init]);
    return Promise.resolve(new Response());
  };
  Object.assign(globalThis, { fetch, WebSocket: undefined });
  const { page } = importExample<{ page: ReactNode }>('src/react/README.md', 'tsx');
  const { unmount } = render(page);
  const title = screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' });
  expect(title.matches(':disabled')).toBe(true);
  await act(() => time.pass(100));
  await waitFor(() => expect(title.matches(':disabled')).toBe(false));
  await userEvent.type(title, 'Volume one');
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  const { fencingToken } = gateway.recordOf('volume', '1234')!.lock;
  await waitFor(() =>
    expect(saved).toMatchObject([
      ['/volumes/1234', { method: 'PUT', headers: { 'Fencing-Token': String(fencingToken) } }],
    ]),
  );
  unmount();
  await act(() => time.pass(100));
  await waitFor(() => expect(gateway.recordOf('volume', '1234')).toBeUndefined());
});
