import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
} from 'graphql';
import { DateTime, SafeInt } from '../schema/scalars';
import { isPromise, UNUSUAL } from './text-output';

/** The JSON text of a value that is neither null nor undefined. */
type LeafText = (value: unknown) => string;

/**
 * The JSON text of the values of a scalar or an enum, as its `serialize` and `JSON.stringify` give it.
 * Throws for a value that is none of the type.
 */
export function leafTextOf(type: GraphQLLeafType): LeafText {
  const general: LeafText = (value) => {
    if (isPromise(value) || value instanceof Error) throw UNUSUAL;
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) throw UNUSUAL;
    return JSON.stringify(serialized) ?? 'null';
  };
  const usual = USUAL.get(type);
  return usual ? (value) => usual(value) ?? general(value) : general;
}

const textOfString = (value: unknown): string | undefined =>
  typeof value === 'string' ? JSON.stringify(value) : undefined;

/** The values that resolvers return, at a fraction of the general cost; undefined for others. */
const USUAL: ReadonlyMap<GraphQLLeafType, (value: unknown) => string | undefined> = new Map<
  GraphQLLeafType,
  (value: unknown) => string | undefined
>([
  [GraphQLID, textOfString],
  [GraphQLString, textOfString],
  [GraphQLBoolean, (value) => (typeof value === 'boolean' ? String(value) : undefined)],
  [
    GraphQLInt,
    (value) => ((value as number) === ((value as number) | 0) ? `${value as number}` : undefined),
  ],
  [SafeInt, (value) => (Number.isSafeInteger(value) ? `${value as number}` : undefined)],
  [
    DateTime,
    (value) =>
      value instanceof Date && !Number.isNaN(value.getTime())
        ? `"${value.toISOString()}"`
        : undefined,
  ],
]);
