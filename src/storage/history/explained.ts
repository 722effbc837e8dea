import { mongo } from 'mongoose';
import { DefiniteFault } from '../../domain/errors';
import { lastingCauseOf } from '../connection/lasting-cause';

const UNAUTHORIZED = 13;

/** What a failure means to an operator who has to change something; otherwise the failure itself. */
export function explainedForHistory(error: unknown): unknown {
  if (!(error instanceof mongo.MongoServerError) || error.code !== UNAUTHORIZED) return error;
  return new DefiniteFault(`history cannot be recorded: ${lastingCauseOf(error)}`, {
    cause: error,
  });
}
