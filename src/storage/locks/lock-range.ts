import { type mongo } from 'mongoose';
import { type LockFilter, type LockQuery } from '../../domain/lock-store';
import { type LockDocument } from './lock-document';

/** Matches the documents of a filter, whether their locks are held or not. */
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

/** Excludes documents whose route or id is not a string; they sort before all others. */
const IS_TEXT: mongo.Filter<LockDocument> = { route: { $gte: '' }, resourceId: { $gte: '' } };

/**
 * Matches the part of a list between two positions. Every branch is one range of an index in the
 * order of the list, so a page needs no sort.
 */
export function toRange(
  filter: LockFilter,
  { after, before, isFromEnd }: Pick<LockQuery, 'after' | 'before' | 'isFromEnd'>,
): mongo.Filter<LockDocument> {
  if (!after && !before && !isFromEnd) return toMongoFilter(filter);
  const matching = { $and: [toMongoFilter(filter), IS_TEXT] };
  const rest = after && { route: after.route, resourceId: { $gt: after.resourceId } };
  const beginning = before && { route: before.route, resourceId: { $lt: before.resourceId } };
  const isInOneRoute = filter.route !== undefined || after?.route === before?.route;
  // Without a position there is no route to begin or end in.
  if (isInOneRoute) return allOf(matching, rest, beginning);
  // Positions in the wrong order contradict each other, which correctly matches nothing.
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
