import { assertInTime, Overloaded } from '../../domain/errors';
import { type Caller } from '../../domain/caller';
import { type Refused } from '../../domain/lock-result';
import { traceOutcome } from '../../observability/tracing/trace-fields';
import { type OutcomeName } from '../../outcomes/outcomes';
import { refusal, unauthenticated } from '../errors/errors';
import { outcomeOfThrown } from '../errors/thrown';
import { type RequestContext } from './request-context';

/** One root field: the call to the domain, and how its outcome is shown to the caller. */
export interface UseCase<Outcome extends { kind: OutcomeName }, Answer> {
  readonly name: string;
  readonly run: (caller: Caller) => Promise<Outcome | Refused>;
  readonly toAnswer: (outcome: Outcome, caller: Caller) => Answer;
}

/**
 * Runs one root field: authenticates the caller, turns a refusal into an error and records the
 * outcome. Rejects with `Overloaded` once the time of the request is up, so that a document with
 * many mutations is answered in time while the database is unreachable.
 */
export async function answerUseCase<Outcome extends { kind: OutcomeName }, Answer>(
  context: RequestContext,
  useCase: UseCase<Outcome, Answer>,
): Promise<Answer> {
  let outcome: OutcomeName = 'fault';
  let userId: string | undefined;
  try {
    if (performance.now() > context.beginFieldsUntil) {
      throw new Overloaded('the time of the request is up');
    }
    const authentication = await context.authenticate();
    assertInTime(context.deadlineAt);
    if (authentication.kind !== 'authenticated') {
      outcome = authentication.kind;
      throw unauthenticated(authentication.kind, context);
    }
    const { caller } = authentication;
    userId = caller.id;
    const result = await useCase.run(caller);
    outcome = result.kind;
    if (isRefused(result)) throw refusal(result);
    return useCase.toAnswer(result, caller);
  } catch (error) {
    const thrown = outcomeOfThrown(error);
    if (thrown !== 'fault') outcome = thrown;
    throw error;
  } finally {
    context.outcomes.push({ operation: useCase.name, outcome, userId });
    traceOutcome(outcome);
  }
}

const REFUSALS: ReadonlySet<string> = new Set<Refused['kind']>([
  'permissionMissing',
  'badInput',
  'quotaExceeded',
]);

/** True for an outcome that is an error to the caller. */
export function isRefused(result: { kind: string }): result is Refused {
  return REFUSALS.has(result.kind);
}
