import { type mongo } from 'mongoose';
import { type LockFilter, type LockQuery } from '../domain/lock-store';
import { type LockDocument } from './lock-document';

/** The documents that a filter means, whether their locks are held or not. */
export function toMongoFilter({
  route,
  resourceIds,
  holderId,
}: LockFilter): mongo.Filter<LockDocument> {
  return {
    ...(route !== undefined && { route }),
    ...(resourceIds && { resourceId: { $in: [...resourceIds] } }),
    ...(holderId !== undefined && { 'holder.id': holderId }),
  };
}

/**
 * The part of a list between two places. Every branch is one range of an index in the order of the
 * list, so a page is read, not sorted.
 */
export function toRange(
  filter: LockFilter,
  { after, before }: Pick<LockQuery, 'after' | 'before'>,
): mongo.Filter<LockDocument> {
  const matching = toMongoFilter(filter);
  if (!after && !before) return matching;
  const rest = after && { route: after.route, resourceId: { $gt: after.resourceId } };
  const beginning = before && { route: before.route, resourceId: { $lt: before.resourceId } };
  const isInOneRoute = filter.route !== undefined || after?.route === before?.route;
  if (isInOneRoute) return allOf(matching, rest, beginning);
  // Contradictory conditions of places in the wrong order make an empty range, as they should.
  const isLater = after && { route: { $gt: after.route } };
  const isEarlier = before && { route: { $lt: before.route } };
  const branches = [allOf(matching, isLater, isEarlier)];
  if (rest) branches.push(allOf(matching, rest, isEarlier));
  if (beginning) branches.push(allOf(matching, beginning, isLater));
  return { $or: branches };
}

function allOf(
  ...conditions: readonly (mongo.Filter<LockDocument> | undefined)[]
): mongo.Filter<LockDocument> {
  return { $and: conditions.filter((condition) => condition !== undefined) };
}
