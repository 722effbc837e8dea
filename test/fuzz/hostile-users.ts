/** The hostile caller with an account: it may use locks, so that what it sends gets far. */
export const HOSTILE_USER = 'mallory';
/** A hostile caller with an account and no permission. */
export const HOSTILE_USER_WITHOUT_PERMISSION = 'eve';
