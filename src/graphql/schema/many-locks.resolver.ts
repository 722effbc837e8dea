import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { type Caller } from '../../domain/caller';
import { type CheckResult, type RemoveResult, type RenewResult } from '../../domain/lock-result';
import { AcquireLocksPayload } from './acquire-locks.type';
import { answerUseCase, isRefused } from './answer-use-case';
import { refusal } from '../errors/errors';
import { keyOf } from './lock-calls';
import {
  AcquireLocksArgs,
  AcquireMode,
  CheckLocksArgs,
  type LockKeyInput,
  RemoveLocksArgs,
  RenewLocksArgs,
} from './lock-items.args';
import { CheckLockResult, RemoveLockResult, RenewLockResult } from './lock-result.type';
import { type RequestContext } from './request-context';
import { toGraphQL, toPayload } from './to-graphql';

/** The operations on several locks at once. */
@Resolver()
export class ManyLocksResolver {
  @Query(() => [CheckLockResult], {
    nullable: 'items',
    description:
      'For the service that saves records: whether the caller holds 1 to 100 records under exactly ' +
      'these fencing tokens, after every change that was acknowledged before, by whichever gateway. ' +
      'Renews nothing. The results are in the order of the items; one is null if its check failed, ' +
      'with the reason in `errors`. Needs `manage-locks`.',
  })
  checkLocks(
    @Args(() => CheckLocksArgs) { items }: CheckLocksArgs,
    @Ctx() context: RequestContext,
  ): Promise<EachAnswer[]> {
    const { deadlineAt } = context;
    return answerUseCase(context, {
      name: 'checkLocks',
      run: (caller) => context.locks.checkMany(caller, { items: toGrants(items), deadlineAt }),
      toAnswer: ({ results }, caller) => results.map((result) => toEach(result, caller)),
    });
  }

  @Mutation(() => AcquireLocksPayload, {
    description:
      'Acquires 1 to 100 records in one call, each as `acquireLock` would. With `ALL` it is every ' +
      'one or none, and nobody ever sees a part; that needs a MongoDB replica set, otherwise the ' +
      'answer is `REPLICA_SET_REQUIRED`. Needs `manage-locks`.',
  })
  acquireLocks(
    @Args(() => AcquireLocksArgs) args: AcquireLocksArgs,
    @Ctx() context: RequestContext,
  ): Promise<AcquireLocksPayload> {
    return answerUseCase(context, {
      name: 'acquireLocks',
      run: (caller) =>
        context.locks.acquireMany(caller, {
          items: args.items.map(keyOf),
          mode: args.mode ?? AcquireMode.ALL,
          ttlSeconds: args.ttlSeconds ?? undefined,
          note: args.note ?? undefined,
          sessionId: args.sessionId ?? undefined,
          deadlineAt: context.deadlineAt,
        }),
      toAnswer: toPayload,
    });
  }

  @Mutation(() => [RenewLockResult], {
    nullable: 'items',
    description:
      'Renews 1 to 100 grants in one call, each as `renewLock` would: all heartbeats of a page. The ' +
      'results are in the order of the items; one is null if its renewal failed, with the reason in ' +
      '`errors`. Needs `manage-locks`.',
  })
  renewLocks(
    @Args(() => RenewLocksArgs) { items }: RenewLocksArgs,
    @Ctx() context: RequestContext,
  ): Promise<EachAnswer[]> {
    const { deadlineAt } = context;
    return answerUseCase(context, {
      name: 'renewLocks',
      run: (caller) => context.locks.renewMany(caller, { items: toGrants(items), deadlineAt }),
      toAnswer: ({ results }, caller) => results.map((result) => toEach(result, caller)),
    });
  }

  @Mutation(() => [RemoveLockResult], {
    nullable: 'items',
    description:
      "Removes 1 to 100 of the caller's locks in one call, each as `removeLock` would. The results " +
      'are in the order of the items; one is null if its removal failed, with the reason in `errors`.',
  })
  removeLocks(
    @Args(() => RemoveLocksArgs) { items }: RemoveLocksArgs,
    @Ctx() context: RequestContext,
  ): Promise<EachAnswer[]> {
    const { deadlineAt } = context;
    const locks = items.map((item) => ({
      key: keyOf(item),
      fencingToken: item.fencingToken ?? undefined,
      sessionId: item.sessionId ?? undefined,
    }));
    return answerUseCase(context, {
      name: 'removeLocks',
      run: (caller) => context.locks.removeMany(caller, { items: locks, deadlineAt }),
      toAnswer: ({ results }, caller) => results.map((result) => toEach(result, caller)),
    });
  }
}

/** GraphQL shows an error in a list as null, and reports it with its place. */
type EachAnswer = ReturnType<typeof toGraphQL> | Error;

function toGrants(items: readonly (LockKeyInput & { fencingToken: number })[]) {
  return items.map((item) => ({ key: keyOf(item), fencingToken: item.fencingToken }));
}

function toEach(
  result: PromiseSettledResult<RenewResult | CheckResult | RemoveResult>,
  caller: Caller,
): EachAnswer {
  if (result.status === 'rejected') return asError(result.reason);
  return isRefused(result.value) ? refusal(result.value) : toGraphQL(result.value, caller);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('the call failed', { cause: reason });
}
