/**
 * Invalid UTF-8 in one document, or a regular expression that JavaScript does not have, must not fail
 * the whole reply.
 */
export const LENIENT = { enableUtf8Validation: false, bsonRegExp: true } as const;
