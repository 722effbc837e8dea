import { mongo } from 'mongoose';
import { mayPass } from '../connection/passing-refusal';

/** The stream cannot go on from where it was: what happened since is not known. */
export class PlaceLost extends Error {
  override readonly name = 'PlaceLost';
}

/**
 * True when the stream cannot be resumed after this error: the database forgot the place (its oplog is
 * too short), does not know it, or cannot tell what comes next.
 */
export function isPlaceLost(error: unknown): boolean {
  if (error instanceof PlaceLost || error instanceof mongo.MongoCursorExhaustedError) return true;
  if (!(error instanceof mongo.MongoServerError)) return false;
  return error.hasErrorLabel('NonResumableChangeStreamError') || !mayPass(error);
}
