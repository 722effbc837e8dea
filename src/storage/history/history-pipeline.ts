import { type mongo } from 'mongoose';
import { HISTORY_TYPES } from '../../domain/lock-history';
import { OPERATIONS, unlessLarge } from '../feed/change-events';
import { LOCKS_COLLECTION } from '../locks/lock-model';
import { type ChangeSource } from './change-reader';

/** What entries are made of where a write says what it did: less than half of a lock. */
const CUT = {
  isCut: { $literal: true },
  ...{ status: '$fullDocument.status', version: '$fullDocument.version' },
  ...{ route: '$fullDocument.route', resourceId: '$fullDocument.resourceId' },
  ...{ holder: '$fullDocument.holder', fencingToken: '$fullDocument.fencingToken' },
  ...{ note: '$fullDocument.note', changes: '$fullDocument.changes' },
};

const TELLS = {
  $and: [{ $isNumber: '$fullDocument.version' }, { $isArray: '$fullDocument.changes' }],
};

/**
 * What the history can need, so that renewals and lines cost nothing here, and each other event as
 * little as can be.
 */
const PIPELINE: mongo.Document[] = [
  {
    $match: {
      operationType: { $in: OPERATIONS },
      $or: [
        { operationType: { $nin: ['insert', 'replace'] } },
        { 'fullDocument.changes.type': { $in: HISTORY_TYPES } },
        // An earlier release wrote it, or somebody by hand.
        { 'fullDocument.version': { $not: { $type: 'number' } } },
      ],
    },
  },
  {
    $project: {
      ...{ operationType: 1, wallTime: 1, clusterTime: 1, 'documentKey._id': 1 },
      fullDocument: unlessLarge(
        '$fullDocument',
        { $cond: [TELLS, CUT, '$fullDocument'] },
        { _id: '$fullDocument._id', isTooLarge: true },
      ),
      updateDescription: unlessLarge('$updateDescription', '$updateDescription', {
        isTooLarge: true,
      }),
    },
  },
];

/** What the history is made of. */
export const CHANGES_OF_LOCKS: ChangeSource = { collection: LOCKS_COLLECTION, pipeline: PIPELINE };
