import { type HoldOptions, type HoldSnapshot } from './held-lock';
import { type LockKey } from './lock-types';

/** What one life of a hold is begun with. */
export interface LifeOptions {
  readonly key: LockKey;
  readonly options: HoldOptions;
  /** Whether to wait in line: as the options say, or as was asked for since. */
  readonly wait: HoldOptions['wait'];
  /** Of this life alone, so that no late request of another life can be taken for one of this. */
  readonly sessionId: string;
  /** The token that the page held last, undefined when none. */
  readonly lastToken: number | undefined;
  readonly show: (snapshot: HoldSnapshot) => void;
  /** It is over; its last requests may still be on the way. */
  readonly ended: () => void;
}
