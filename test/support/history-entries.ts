import { type HistoryEntry } from '../../src/domain/lock-history';
import { holderNamed, volume } from './open-test-store';

/** The grant or the end of one lock under a token, by alice. */
export function entryOf(
  resourceId: string,
  fencingToken: number,
  type: HistoryEntry['type'] = 'ACQUIRED',
): HistoryEntry {
  const alice = holderNamed('alice');
  return {
    key: volume(resourceId),
    ...{ type, fencingToken, holder: alice, actor: alice, previousHolder: null },
    ...{ at: new Date(1_764_000_000_000 + fencingToken), note: null, reason: null },
  };
}
