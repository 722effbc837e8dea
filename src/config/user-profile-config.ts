import { z } from 'zod';
import { commaList, mongodbUri } from './setting-types';

/** Where user documents are stored and which fields are read. */
export interface UserProfileConfig {
  /** Undefined: the gateway's own database. */
  readonly mongodbUri?: string | undefined;
  readonly collection: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

const FIELD_PATH = /^[^.$\s,][^.\s,]*(\.[^.$\s,][^.\s,]*)*$/;

/** A field of a document, or a dotted path. */
export const fieldPath = z
  .string()
  .regex(FIELD_PATH, 'must be a field or a path such as sessions.tokenHash');

const fieldPaths = commaList.refine(
  (paths) => paths.length > 0 && paths.every((path) => FIELD_PATH.test(path)),
  'must be a comma-separated list of paths such as permissions,roles.permissions.name',
);

/** The settings that locate the user documents. */
export const profileSettings = z.object({
  USERS_MONGODB_URI: mongodbUri.optional(),
  USERS_COLLECTION: z
    .string()
    .regex(/^(?!system\.)[^$\s]{1,120}$/, 'must be the name of a collection')
    .default('users'),
  USERS_NAME_FIELD: fieldPath.default('username'),
  USERS_PERMISSION_FIELDS: fieldPaths.default(['permissions']),
});

/** The parsed settings under their names in the program. */
export function profileOf(data: z.output<typeof profileSettings>): UserProfileConfig {
  return {
    mongodbUri: data.USERS_MONGODB_URI,
    collection: data.USERS_COLLECTION,
    name: data.USERS_NAME_FIELD,
    permissions: data.USERS_PERMISSION_FIELDS,
  };
}
