import { mongo } from 'mongoose';
import { type Caller } from '../domain/caller';
import { valuesAt } from './field-path';
import { permissionNames } from './permission-names';
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
  return {
    id,
    username: typeof name === 'string' && name !== '' ? name : id,
    permissions: [...new Set(permissionNames(permissions))],
  };
}

/** An `_id` as text, undefined for a kind whose text does not tell two values apart. */
export function idText(id: unknown): string | undefined {
  if (typeof id === 'string') return id === '' ? undefined : id;
  if (typeof id === 'number' || typeof id === 'bigint') return String(id);
  if (id instanceof mongo.ObjectId || id instanceof mongo.UUID) return id.toHexString();
  if (id instanceof mongo.Binary) return id.toString('hex');
  if (id instanceof mongo.Long) return id.toString();
  return undefined;
}
