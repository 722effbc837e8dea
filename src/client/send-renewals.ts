import { type CallGateway } from './call-gateway';
import { RenewManyDocument } from './generated/operations';
import { type SendRenewals } from './heartbeat';
import { type GrantKey, type RenewOutcome } from './lock-types';
import { withFaults } from './operations';

/** The limit of the gateway for one list. */
const MOST_ITEMS = 100;

/** Creates renewals of up to 200 grants by one request. */
export function createSendRenewals(call: CallGateway): SendRenewals {
  return async (grants: readonly GrantKey[], timeoutMs: number) => {
    const items = grants.slice(0, MOST_ITEMS);
    const more = grants.slice(MOST_ITEMS);
    const hasMore = more.length > 0;
    const answer = await call(RenewManyDocument, { items, more, hasMore }, { timeoutMs });
    const { data, faults } = answer;
    const results: Record<string, (RenewOutcome | null)[]> = { items: data.items };
    if (hasMore) results['more'] = data.more ?? [];
    return Object.keys(results).flatMap((field) => withFaults({ data: results, faults }, field));
  };
}
