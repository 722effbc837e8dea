import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';

/** An instant in UTC. */
export const DateTime = new GraphQLScalarType({
  ...GraphQLDateTime.toConfig(),
  description:
    'An instant in UTC by the clock of the database, as RFC 3339 text with milliseconds, e.g. ' +
    '`2026-03-01T10:00:00.000Z`.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
});

/** An integer that JSON carries exactly. */
export const SafeInt = new GraphQLScalarType({
  ...GraphQLSafeInt.toConfig(),
  description:
    'An integer from -(2^53 - 1) to 2^53 - 1, which every JSON parser reads exactly. A number ' +
    'outside this range is rejected.',
});
