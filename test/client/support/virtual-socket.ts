import { type LockEvent, type LockWithLine } from '../../../src/client/lock-types';

interface Subscribed {
  readonly id: string;
  readonly filter: { readonly mine?: boolean; readonly ids?: readonly string[] };
}

/** A WebSocket whose gateway says what a test wants. */
export class VirtualSocket {
  /** Of the test: all that were opened, the last one last. */
  static opened: VirtualSocket[] = [];

  readonly readyState = 1;
  readonly subscribed: Subscribed[] = [];
  readonly completed: string[] = [];
  onopen: () => void = () => {};
  onclose: () => void = () => {};
  onmessage: (event: { readonly data: string }) => void = () => {};

  constructor() {
    VirtualSocket.opened.push(this);
    queueMicrotask(() => {
      this.onopen();
      this.say({ type: 'connection_ack' });
    });
  }

  send(text: string): void {
    const { type, id, payload } = JSON.parse(text) as {
      type: string;
      id: string;
      payload?: { variables: Subscribed['filter'] };
    };
    if (type === 'subscribe') this.subscribed.push({ id, filter: payload!.variables });
    if (type === 'complete') this.completed.push(id);
  }

  close(): void {}

  say(message: object): void {
    this.onmessage({ data: JSON.stringify(message) });
  }

  /** Tells an event to all that are subscribed. */
  tell(
    type: LockEvent['type'] | 'SNAPSHOT' | 'SNAPSHOT_END',
    lock: Partial<LockWithLine> | null,
    currentLock: Partial<LockWithLine> | null = null,
    reason: string | null = null,
  ): void {
    const record = { lock: currentLock };
    const lockEvents = { type, at: '2026-01-01T00:00:00.000Z', lock, record, reason };
    for (const { id } of this.subscribed) {
      this.say({ type: 'next', id, payload: { data: { lockEvents } } });
    }
  }
}
