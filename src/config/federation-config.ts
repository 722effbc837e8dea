import { commaList, flag } from './setting-types';

/** A type of the supergraph whose things are the records of one route. */
export interface LockableType {
  readonly type: string;
  readonly route: string;
  /** The field of the type that has the resource id. */
  readonly keyField: string;
}

/** The gateway as a part of a larger graph. */
export interface FederationConfig {
  readonly lockableTypes: readonly LockableType[];
}

const NAME = /^(?!.*__)[A-Za-z]\w*$/;
const TYPES_RULE =
  'must be a comma-separated list of Type:route:keyField, each type once, such as Volume:volume:id';

const lockableTypes = commaList
  .transform((entries) =>
    entries.map((entry) => {
      const [type = '', route = '', keyField = '', ...more] = entry.split(':');
      return { type, route, keyField, isWhole: more.length === 0 };
    }),
  )
  .refine(
    (types) =>
      types.every(
        ({ type, route, keyField, isWhole }) =>
          isWhole && NAME.test(type) && route !== '' && NAME.test(keyField) && keyField !== 'lock',
      ) && new Set(types.map(({ type }) => type)).size === types.length,
    TYPES_RULE,
  )
  .transform((types) => types.map(({ type, route, keyField }) => ({ type, route, keyField })));

/** The settings of the subgraph. */
export const federationSettings = {
  FEDERATION: flag.default(false),
  LOCKABLE_TYPES: lockableTypes.default([]),
};

/** What the settings say; undefined: the gateway is no subgraph. */
export function toFederation(data: {
  FEDERATION: boolean;
  LOCKABLE_TYPES: readonly LockableType[];
}): FederationConfig | undefined {
  return data.FEDERATION ? Object.freeze({ lockableTypes: data.LOCKABLE_TYPES }) : undefined;
}
