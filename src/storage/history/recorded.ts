import { type mongo } from 'mongoose';

/**
 * How entries that were told of are read. All that the primary has: one that was just elected, or has just
 * written them, does not know yet that a majority has them, and a majority read would leave them out.
 * One that is rolled back is recorded again, since it tells of a change that no primary forgets.
 */
export const RECORDED: mongo.CollectionOptions = { readConcern: { level: 'local' } };
