import { DefiniteFault } from '../../domain/errors';
import { lastingCauseOf } from '../connection/lasting-cause';
import { isUnauthorized } from '../connection/missing-privilege';

/**
 * What a failure means to an operator who has to change something, after "history cannot be recorded";
 * otherwise the failure itself.
 */
export function explainedAs(consequence: string, error: unknown): unknown {
  if (!isUnauthorized(error)) return error;
  return new DefiniteFault(`${consequence}: ${lastingCauseOf(error)}`, {
    cause: error,
  });
}
