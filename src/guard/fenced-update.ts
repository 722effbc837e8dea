/** A document or an update as MongoDB takes it. */
type Document = Readonly<Record<string, unknown>>;

/** A save to fence. */
export interface FencedUpdateCall<Update> {
  /** Selects the record, by `_id` or another unique field. */
  readonly filter: Document;
  /** The token of the grant under which the record is saved. */
  readonly token: number;
  /** Update operators or a pipeline; `{}` only claims the record for the token. */
  readonly update: Update;
  /** The field of the record that keeps the largest token; default: `fencingToken`. */
  readonly field?: string | undefined;
}

/** The filter and the update to send. */
export interface FencedUpdate<Update> {
  readonly filter: Document;
  readonly update: Update extends readonly unknown[] ? Document[] : Document;
}

/**
 * Makes an update refuse the token of an older grant than one that the record has seen, atomically and
 * without any call: MongoDB applies filter and update as one. A `matchedCount` of 0 means that the token
 * is stale, or that there is no such record. Throws a `TypeError` for a token that is none, a replacement,
 * and an update that touches the field itself. Not for upserts: a stale one would insert.
 *
 * @example
 * const { filter, update } = fencedUpdate({ filter: { _id: id }, token, update: { $set: changes } });
 * const { matchedCount } = await volumes.updateOne(filter, update);
 */
export function fencedUpdate<Update extends Document | readonly Document[]>(
  call: FencedUpdateCall<Update>,
): FencedUpdate<Update> {
  const { filter, token, update, field = 'fencingToken' } = call;
  if (!Number.isSafeInteger(token) || token < 0) {
    throw new TypeError(
      'token must be a fencing token: a whole number that a double holds exactly',
    );
  }
  if (!/^[^$.\0][^.\0]*(\.[^$.\0][^.\0]*)*$/.test(field)) {
    throw new TypeError('field must be the path of a field');
  }
  return {
    // Not spread into the filter, whose own conditions on the field or $or it would replace. Null is
    // missing; any other kind of value is no token, and matches neither.
    filter: { $and: [filter, { $or: [{ [field]: null }, { [field]: { $lte: token } }] }] },
    update: (isPipeline(update)
      ? [...update, { $set: { [field]: token } }]
      : withToken(update, field, token)) as FencedUpdate<Update>['update'],
  };
}

function isPipeline(update: Document | readonly Document[]): update is readonly Document[] {
  return Array.isArray(update);
}

function withToken(update: Document, field: string, token: number): Document {
  for (const [operator, paths] of Object.entries(update)) {
    if (!operator.startsWith('$')) {
      throw new TypeError(`update must have operators such as $set, or be a pipeline: ${operator}`);
    }
    const touched = Object.keys(paths ?? {}).find((path) => areNested(path, field));
    if (touched !== undefined) throw new TypeError(`update must leave ${field} alone: ${touched}`);
  }
  return { ...update, $max: { ...(update['$max'] as Document | undefined), [field]: token } };
}

/** True when writing one path would write the other. */
function areNested(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}
