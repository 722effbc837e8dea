import { DefiniteFault } from '../../domain/errors';
import { lastingCauseOf } from '../connection/lasting-cause';
import { isUnauthorized } from '../connection/missing-privilege';

/** What a failure means to an operator who has to change something; otherwise the failure itself. */
export function explainedForHistory(error: unknown): unknown {
  if (!isUnauthorized(error)) return error;
  return new DefiniteFault(`history cannot be recorded: ${lastingCauseOf(error)}`, {
    cause: error,
  });
}
