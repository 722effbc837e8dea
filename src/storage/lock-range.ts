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

/** Only the start of a list meets documents whose route or id is no text. */
const IS_TEXT: mongo.Filter<LockDocument> = { route: { $gte: '' }, resourceId: { $gte: '' } };

/**
 * The part of a list between two places. Every branch is one range of an index in the order of the
 * list, so a page is read, not sorted.
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
  // Without any place there is no route to begin or end in.
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
