import { type Caller } from '../../domain/caller';
import { type GrantRequest, type LockCall } from '../../domain/grant-request';
import { parseLockKey, type ParsedKey } from '../../domain/lock-key';
import { type Refused } from '../../domain/lock-result';
import { type OutcomeName } from '../../outcomes/outcomes';
import { answerUseCase, type UseCase } from './answer-use-case';
import { type GrantArgs } from './lock.args';
import { type RequestContext } from './request-context';

/** A root field that changes the lock of one record. */
interface LockChangeCase<Outcome extends { kind: OutcomeName }, Answer> extends Omit<
  UseCase<Outcome, Answer>,
  'run'
> {
  readonly run: (caller: Caller, call: LockCall) => Promise<Outcome | Refused>;
}

/** Runs a root field as `answerUseCase` does; its change begins while the caller is identified. */
export async function changeLock<Outcome extends { kind: OutcomeName }, Answer>(
  context: RequestContext,
  args: { route: string; id: string },
  useCase: LockChangeCase<Outcome, Answer>,
): Promise<Answer> {
  const key = keyOf(args);
  const change = context.locks.begin(key);
  try {
    return await answerUseCase(context, {
      ...useCase,
      run: (caller) => useCase.run(caller, { key, change, deadlineAt: context.deadlineAt }),
    });
  } finally {
    change?.withdraw();
  }
}

/** The key that the arguments name, or what is wrong with them. */
export function keyOf({ route, id }: { route: string; id: string }): ParsedKey {
  return parseLockKey(route, id);
}

/** A call for a grant on the terms that the arguments name. */
export function toGrantRequest(call: LockCall, { ttlSeconds, note }: GrantArgs): GrantRequest {
  return { ...call, ttlSeconds: ttlSeconds ?? undefined, note: note ?? undefined };
}
