import { type Audience, isFor, sizeFor } from './audience';
import { changeOf, previousOf, recordOf } from './change-plan';
import { userOf } from './users';

/** More changes than any phase makes. */
const MAX_CHANGES = 32_768;

/** What a phase gave. */
export interface Deliveries {
  /** How many events were delivered. */
  readonly events: number;
  /** When the last one of a change was delivered, in ms of the machine's clock; in their order. */
  readonly lastAt: readonly number[];
  readonly errors: number;
  readonly firstError: string | undefined;
}

/** The bytes of an event's text. */
export interface EventText {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/**
 * What subscribers are told of the changes from a number on. It checks that each is told of its own
 * records only, of every change once, of those of one record in order, and all the same text.
 */
export class DeliveryLog {
  private readonly counts = new Uint32Array(MAX_CHANGES);
  private readonly lastAt = new Float64Array(MAX_CHANGES);
  private readonly seen: readonly Uint8Array[];
  private readonly texts = { holder: new Map<number, Buffer>(), other: new Map<number, Buffer>() };
  private events = 0;
  private errors = 0;
  private firstError: string | undefined;

  constructor(
    private readonly audience: Audience,
    private readonly first: number,
  ) {
    const bits = (): Uint8Array => new Uint8Array(MAX_CHANGES / 8);
    this.seen = Array.from({ length: audience.subscribers }, bits);
  }

  /** An event arrived; true when it was the last one of its change. */
  deliver(subscriber: number, number: number, text: EventText): boolean {
    const place = number - this.first;
    if (place < 0) return false;
    const seen = this.seen[subscriber];
    if (!seen || place >= MAX_CHANGES) return this.fail(`change ${number} was not expected`);
    if (has(seen, place)) return this.fail(`change ${number} came twice`);
    const previous = previousOf(number) - this.first;
    if (previous >= 0 && !has(seen, previous)) this.fail(`change ${number} came too early`);
    seen[place >>> 3]! |= 1 << (place & 7);
    const record = recordOf(number);
    if (!isFor(this.audience, subscriber, record)) this.fail(`change ${number} came to a stranger`);
    this.check(subscriber, number, text);
    this.events += 1;
    this.counts[place]! += 1;
    if (this.counts[place] !== sizeFor(this.audience, record)) return false;
    this.lastAt[place] = now();
    return true;
  }

  /** Something else was wrong. */
  fail(what: string): false {
    this.errors += 1;
    this.firstError ??= what;
    return false;
  }

  /** True when everybody has been told of every change before a number. */
  isComplete(end: number): boolean {
    for (let number = this.first; number < end; number++) {
      if (!this.isDelivered(number)) return false;
    }
    return true;
  }

  /** The figures of the changes before a number; what is missing is an error. */
  result(end: number): Deliveries {
    for (let number = this.first; number < end; number++) {
      if (this.isDelivered(number)) continue;
      this.fail(`change ${number} was told to ${this.counts[number - this.first]} only`);
    }
    const { events, errors, firstError } = this;
    return { events, errors, firstError, lastAt: [...this.lastAt.subarray(0, end - this.first)] };
  }

  private isDelivered(number: number): boolean {
    return this.counts[number - this.first] === sizeFor(this.audience, recordOf(number));
  }

  /** The first text of each kind is looked at, all others equal it. */
  private check(subscriber: number, number: number, { bytes, start, end }: EventText): void {
    const { user, record, isRelease } = changeOf(number);
    const isHolder = user === userOf(subscriber);
    const texts = isHolder ? this.texts.holder : this.texts.other;
    const known = texts.get(number);
    if (known) {
      if (known.compare(bytes, start, end) !== 0)
        this.fail(`change ${number} was told differently`);
      return;
    }
    const text = Buffer.from(bytes.subarray(start, end));
    texts.set(number, text);
    const { lock, type } = (JSON.parse(text.toString()) as Result).data.lockEvents;
    const isRight =
      lock.resourceId === String(record) &&
      lock.holder.id === `user-${user}` &&
      lock.heldByMe === isHolder &&
      type === (isRelease ? 'RELEASED' : 'ACQUIRED');
    if (!isRight) this.fail(`change ${number} was told as ${text.toString()}`);
  }
}

/** A clock that all processes of the machine share, in ms. */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function has(bits: Uint8Array, place: number): boolean {
  return (bits[place >>> 3]! & (1 << (place & 7))) !== 0;
}

interface Result {
  readonly data: {
    readonly lockEvents: {
      readonly type: string;
      readonly lock: {
        readonly resourceId: string;
        readonly holder: { readonly id: string };
        readonly heldByMe: boolean;
      };
    };
  };
}
