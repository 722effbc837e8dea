import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { answerUseCase } from './answer-use-case';
import { LockHistoryArgs } from './lock-history.args';
import { LockHistoryConnection } from './lock-history.type';
import { type RequestContext } from './request-context';
import { toHistoryConnection, toHistoryRequest } from './to-history';

/** The query of what happened to locks. */
@Resolver()
export class HistoryResolver {
  @Query(() => LockHistoryConnection, {
    description:
      'What happened to the lock of one record (`route` and `id`), or what one user did ' +
      '(`actorId`): every grant and every end of one, newest first, about a second after it ' +
      'happened, under full load up to 15 s; renewals are left out. Kept for `HISTORY_RETENTION`. Needs `manage-locks`, and ' +
      '`override-locks` as well for what other users did.',
  })
  lockHistory(
    @Args(() => LockHistoryArgs) args: LockHistoryArgs,
    @Ctx() context: RequestContext,
  ): Promise<LockHistoryConnection> {
    const request = toHistoryRequest(args);
    return answerUseCase(context, {
      name: 'lockHistory',
      run: (caller) => context.locks.readHistory(caller, request),
      toAnswer: (page) => toHistoryConnection(page, request),
    });
  }
}
