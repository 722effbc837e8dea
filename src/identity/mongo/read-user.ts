import { type Caller } from '../../domain/caller';
import { displayName } from '../display-name';
import { valuesAt } from '../field-path';
import { idText } from '../id-text';
import { permissionNames } from '../permission-names';
import { type ProfileFields } from './user-fields';

/** A user document as it comes, nothing about it certain. */
export type RawUser = Readonly<Record<string, unknown>>;

/**
 * The caller that a document describes: named by the id when it has no name, without the
 * permissions that cannot be read. Undefined when its `_id` could be mistaken for another's.
 */
export function readUser(user: RawUser, fields: ProfileFields): Caller | undefined {
  const id = idText(user['_id']);
  if (id === undefined) return undefined;
  const [name] = valuesAt(user, fields.name.split('.'));
  const permissions = fields.permissions.flatMap((path) => valuesAt(user, path.split('.')));
  return { id, username: displayName(name, id), permissions: permissionNames(permissions) };
}
