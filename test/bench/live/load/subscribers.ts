import { type Audience, recordsOf } from './audience';
import { numberOf } from './change-plan';
import { DeliveryLog } from './delivery-log';
import { LeanSocket } from './lean-socket';
import { INIT, noteIn, PING, subscribeMessage, subscriberIn, TEXT_AT, toldBy } from './messages';
import { userOf } from './users';

/** How a server shows that a subscription is complete from then on. */
export type Readiness = 'snapshot' | 'pong';

export interface SubscribersOptions {
  readonly port: number;
  readonly audience: Audience;
  readonly readiness: Readiness;
  /** How many subscriptions share a socket. */
  readonly perSocket?: number;
  /** Called when everybody has been told of a change. */
  readonly onDelivered?: (number: number) => void;
}

const ACK = '{"type":"connection_ack"';
const PONG = '{"type":"pong"';
/** Opening all at once would measure the handshakes, which has a case of its own. */
const OPENED_AT_ONCE = 500;

/** Subscribers of one server, and what they are told. */
export class Subscribers {
  private readonly sockets: LeanSocket[] = [];
  private readonly waiting = new Map<number, () => void>();
  private failed: ((error: Error) => void) | undefined;
  private log: DeliveryLog;
  private snapshotEvents = 0;

  constructor(private readonly options: SubscribersOptions) {
    this.log = new DeliveryLog(options.audience, Infinity);
  }

  /** How many locks the snapshots told of. */
  get snapshots(): number {
    return this.snapshotEvents;
  }

  /** Subscribes them all; rejects when one is refused. */
  async open(atOnce = OPENED_AT_ONCE): Promise<void> {
    const { subscribers } = this.options.audience;
    const perSocket = this.options.perSocket ?? 1;
    for (let first = 0; first < subscribers; first += atOnce * perSocket) {
      const end = Math.min(subscribers, first + atOnce * perSocket);
      const opened: Promise<void>[] = [];
      for (let at = first; at < end; at += perSocket) {
        opened.push(this.openSocket(at, Math.min(end, at + perSocket)));
      }
      const failed = new Promise<never>((_, reject) => (this.failed = reject));
      await Promise.race([Promise.all(opened), failed]);
    }
    this.failed = undefined;
  }

  /** Records what is told of the changes from a number on. */
  record(first: number): DeliveryLog {
    return (this.log = new DeliveryLog(this.options.audience, first));
  }

  /** Reads nothing any more. */
  stall(): void {
    for (const socket of this.sockets) socket.stall();
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.sockets.splice(0)) socket.cut();
  }

  private async openSocket(first: number, end: number): Promise<void> {
    const { port, audience, readiness } = this.options;
    let acknowledged!: () => void;
    let ponged: (() => void) | undefined;
    const acknowledgement = new Promise<void>((resolve) => (acknowledged = resolve));
    const socket = await LeanSocket.open({
      ...{ port, user: userOf(first) },
      onLost: (why) => this.fail(why),
      onText: (bytes, start, stop) => {
        if (this.read(bytes, start, stop)) return;
        const text = bytes.toString('utf8', start, stop);
        if (text.startsWith(ACK)) acknowledged();
        else if (text.startsWith(PONG)) ponged?.();
        // Asked of whoever is open for long; nothing but the pong of the WebSocket is waited for.
        else if (text === PING) return;
        else this.fail(text);
      },
    });
    this.sockets.push(socket);
    socket.send(INIT);
    await acknowledgement;
    const ready: Promise<void>[] = [];
    for (let subscriber = first; subscriber < end; subscriber++) {
      ready.push(new Promise((resolve) => this.waiting.set(subscriber, resolve)));
      socket.send(subscribeMessage(subscriber, recordsOf(audience, subscriber)));
    }
    if (readiness === 'snapshot') return void (await Promise.all(ready));
    // A pong to what is sent after the first one: the turn in which the server subscribed is over.
    for (let round = 0; round < 2; round++) {
      const answered = new Promise<void>((resolve) => (ponged = resolve));
      socket.send(PING);
      await answered;
    }
  }

  /** True when it was an event. */
  private read(bytes: Buffer, start: number, end: number): boolean {
    const told = toldBy(bytes, start);
    switch (told) {
      case 'other':
        return false;
      case 'SNAPSHOT':
        this.snapshotEvents += 1;
        return true;
      case 'SNAPSHOT_END': {
        const subscriber = subscriberIn(bytes, start);
        const ready = this.waiting.get(subscriber);
        this.waiting.delete(subscriber);
        if (ready) ready();
        else this.log.fail('a snapshot replaced events');
        return true;
      }
      case 'ACQUIRED':
      case 'RELEASED': {
        const number = numberOf(noteIn(bytes, start), told);
        const text = { bytes, start: start + TEXT_AT, end: end - 1 };
        const isLast = this.log.deliver(subscriberIn(bytes, start), number, text);
        if (isLast) this.options.onDelivered?.(number);
        return true;
      }
    }
  }

  private fail(why: string): void {
    if (this.failed) this.failed(new Error(`a subscriber was refused: ${why}`));
    else this.log.fail(why);
  }
}
