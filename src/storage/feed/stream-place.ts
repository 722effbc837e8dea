import { type mongo } from 'mongoose';
import { type StreamPosition } from '../../domain/lock-stream';

/** How far a stream has been told; a new stream goes on from there. */
export class StreamPlace {
  private token: unknown;
  private last: StreamPosition;

  /** Everything until the time of the reading is told by the reading. */
  constructor(private readonly readingTime: mongo.Timestamp) {
    this.last = { time: toBigInt(readingTime), index: -1 };
  }

  /** Where to open the stream. */
  get start(): mongo.ChangeStreamOptions {
    return this.token === undefined
      ? { startAtOperationTime: this.readingTime }
      : { resumeAfter: this.token };
  }

  /** The position of the next event; undefined when the reading has told it. */
  positionOf(clusterTime: mongo.Timestamp): StreamPosition | undefined {
    const time = toBigInt(clusterTime);
    if (time <= toBigInt(this.readingTime)) return undefined;
    return { time, index: time === this.last.time ? this.last.index + 1 : 0 };
  }

  /**
   * Goes on: an event (none: a batch without events) has been told. The token is the newest, which an
   * empty batch has too: that of the last event ages with it until the database has forgotten it.
   */
  pass(token: unknown, position: StreamPosition | undefined): void {
    this.token = token;
    if (position) this.last = position;
  }
}

/** The database's logical time as a number. */
export function toBigInt(time: mongo.Timestamp): bigint {
  return (BigInt(time.getHighBitsUnsigned()) << 32n) | BigInt(time.getLowBitsUnsigned());
}
