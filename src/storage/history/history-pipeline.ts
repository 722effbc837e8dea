import { type mongo } from 'mongoose';
import { HISTORY_TYPES } from '../../domain/lock-history';
import { CHANGES_PIPELINE } from '../feed/change-events';

/**
 * What the history can need, so that renewals and lines cost nothing here. The same whenever the
 * stream is opened: a token belongs to its pipeline.
 */
export const HISTORY_PIPELINE: mongo.Document[] = [
  {
    $match: {
      $or: [
        { operationType: { $nin: ['insert', 'replace'] } },
        { 'fullDocument.changes.type': { $in: HISTORY_TYPES } },
        // An earlier release wrote it, or somebody by hand.
        { 'fullDocument.version': { $not: { $type: 'number' } } },
      ],
    },
  },
  ...CHANGES_PIPELINE,
];
