import { type Holder } from '../../src/domain/lock';
import { type LockChangeType } from '../../src/domain/lock-change';
import { lockKeyOf } from '../../src/domain/lock-key';
import { type LockRecord } from '../../src/domain/lock-record';
import {
  type FollowedStream,
  type LockFollower,
  type LockStream,
  type ToldChange,
} from '../../src/domain/lock-stream';
import { ALICE, heldByAlice, NOW } from './lock-records';

/** A held lock of a volume. */
export function held(id: string, holder: Holder = ALICE, route = 'volume'): LockRecord {
  return heldByAlice({ key: lockKeyOf(route, id), holder, expiresAt: null, leaseMs: null });
}

/** A stream that tells what a test says, in this turn of the event loop. */
export class ManualStream implements LockStream {
  now = NOW;
  followers: LockFollower[] = [];
  stopped = 0;
  private time = 0n;

  follow(follower: LockFollower): FollowedStream {
    this.followers.push(follower);
    return {
      now: () => this.now,
      stop: () => {
        this.stopped += 1;
        return Promise.resolve();
      },
    };
  }

  /** Tells these locks, and goes on from there. */
  begin(...records: readonly LockRecord[]): void {
    this.time += 1n;
    for (const record of records) this.follower.read([record]);
    this.follower.begin(this.time);
    this.follower.live();
  }

  /** One write that leaves this lock, or none of the record; with one change of each of these types. */
  write(
    record: LockRecord,
    types: readonly LockChangeType[],
    { isHeld = true, ...by }: { isHeld?: boolean } & Partial<ToldChange> = {},
  ): void {
    this.time += 1n;
    const { lock } = record;
    const changes = types.map((type): ToldChange => ({
      ...{ type, at: this.now, actor: lock.holder, lock, previousHolder: null, reason: null },
      ...by,
    }));
    const position = { time: this.time, index: 0 };
    const left = isHeld ? record : undefined;
    this.follower.write({ key: lock.key, position, version: null, held: left, changes });
  }

  get follower(): LockFollower {
    const follower = this.followers.at(-1);
    if (!follower) throw new Error('nobody follows the stream');
    return follower;
  }
}
