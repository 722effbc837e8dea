import { type Caller } from '../../domain/caller';
import { type Refused } from '../../domain/lock-result';
import { Overloaded, RateLimited } from '../../domain/errors';
import { refusal, unauthenticated } from '../errors/errors';
import { type RequestContext } from './request-context';

/** One root field: what it runs in the domain, and how the outcome is shown to the caller. */
export interface UseCase<Outcome extends { kind: string }, Answer> {
  readonly name: string;
  readonly run: (caller: Caller) => Promise<Outcome | Refused>;
  readonly toAnswer: (outcome: Outcome, caller: Caller) => Answer;
}

/**
 * Runs one root field for the caller: resolves who asks, turns a refusal into an error, and notes
 * what came of it. A request whose time is up begins nothing more, so that a document of many
 * mutations is answered in time while the database is away.
 */
export async function answerUseCase<Outcome extends { kind: string }, Answer>(
  context: RequestContext,
  useCase: UseCase<Outcome, Answer>,
): Promise<Answer> {
  let outcome = 'fault';
  let userId: string | undefined;
  try {
    if (performance.now() > context.deadlineAt) {
      throw new Overloaded('the time of the request is up');
    }
    const authentication = await context.authenticate();
    if (authentication.kind !== 'authenticated') {
      outcome = authentication.kind;
      throw unauthenticated(context);
    }
    const { caller } = authentication;
    userId = caller.id;
    const result = await useCase.run(caller);
    outcome = result.kind;
    if (isRefused(result)) throw refusal(result);
    return useCase.toAnswer(result, caller);
  } catch (error) {
    if (error instanceof RateLimited) outcome = 'rateLimited';
    if (error instanceof Overloaded) outcome = 'overloaded';
    throw error;
  } finally {
    context.outcomes.push({ operation: useCase.name, outcome, userId });
  }
}

const REFUSALS: ReadonlySet<string> = new Set<Refused['kind']>([
  'permissionMissing',
  'badInput',
  'quotaExceeded',
]);

function isRefused(result: { kind: string }): result is Refused {
  return REFUSALS.has(result.kind);
}
