import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { valuesAt } from '../field-path';
import { idText } from '../id-text';
import { permissionNames } from '../permission-names';
import { type ProfileFields } from './user-fields';

/** A user document as stored, not validated. */
export type RawUser = Readonly<Record<string, unknown>>;

/**
 * The caller that a document describes: the id replaces a missing name, and unreadable permissions
 * are omitted. Undefined if its `_id` cannot identify a user unambiguously.
 */
export function readUser(user: RawUser, fields: ProfileFields): Caller | undefined {
  const id = idText(user['_id']);
  if (id === undefined) return undefined;
  const [name] = valuesAt(user, fields.name.split('.'));
  const permissions = fields.permissions.flatMap((path) => valuesAt(user, path.split('.')));
  return { id, username: displayName(name, id), permissions: permissionNames(permissions) };
}
