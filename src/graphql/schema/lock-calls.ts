import { type GrantRequest, type LockCall } from '../../domain/grant-request';
import { parseLockKey, type ParsedKey } from '../../domain/lock-key';
import { type GrantArgs } from './lock.args';
import { type RequestContext } from './request-context';

/** The key that the arguments name, or what is wrong with them. */
export function keyOf({ route, id }: { route: string; id: string }): ParsedKey {
  return parseLockKey(route, id);
}

/** A call for the lock that the arguments name, within the time of the request. */
export function toLockCall(
  args: { route: string; id: string },
  { deadlineAt }: RequestContext,
): LockCall {
  return { key: keyOf(args), deadlineAt };
}

/** A call for a grant of the lock that the arguments name. */
export function toGrantRequest(args: GrantArgs, context: RequestContext): GrantRequest {
  return {
    ...toLockCall(args, context),
    ttlSeconds: args.ttlSeconds ?? undefined,
    note: args.note ?? undefined,
  };
}
