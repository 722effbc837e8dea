import { Args, Ctx, Mutation, Resolver } from 'type-graphql';
import { changeLock } from './lock-calls';
import { RequestLockResult } from './lock-result.type';
import { LockArgs, RequestArgs } from './lock.args';
import { type RequestContext } from './request-context';
import { toGraphQL } from './to-graphql';

/** The mutations of the line of a lock. */
@Resolver()
export class LineResolver {
  @Mutation(() => RequestLockResult, {
    description:
      'Acquires a lock like `acquireLock`, or waits in line for it while another user, or another ' +
      'session of the caller, has it. The place is kept for 60 seconds after the last call; asking ' +
      'again renews it. When the lock ends, it is reserved for the first in line for 30 seconds: the ' +
      'next call of that user acquires it, and nobody else can. A line has 50 places, then the ' +
      'answer is `BAD_USER_INPUT`. Needs `manage-locks`.',
  })
  requestLock(
    @Args(() => RequestArgs) args: RequestArgs,
    @Ctx() context: RequestContext,
  ): Promise<typeof RequestLockResult> {
    return changeLock(context, args, {
      name: 'requestLock',
      run: (caller, call) =>
        context.locks.request(caller, {
          ...call,
          message: args.message ?? undefined,
          sessionId: args.sessionId ?? undefined,
        }),
      toAnswer: toGraphQL,
    });
  }

  @Mutation(() => Boolean, {
    description:
      'Leaves the line, or lets go of a lock that is reserved for the caller. False when the caller ' +
      'did not wait. Needs `manage-locks`.',
  })
  withdrawRequest(
    @Args(() => LockArgs) args: LockArgs,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    return changeLock(context, args, {
      name: 'withdrawRequest',
      run: (caller, call) => context.locks.withdraw(caller, call),
      toAnswer: ({ wasWaiting }) => wasWaiting,
    });
  }
}
