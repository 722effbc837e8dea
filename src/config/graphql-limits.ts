import { type z } from 'zod';
import { upTo } from './setting-types';

/** The largest document that is served. */
export interface GraphQLLimits {
  /** Of the text, comments and white space included. */
  readonly maxCharacters: number;
  readonly maxTokens: number;
  /** In all operations and fragments; fields and repeats determine the cost of validation. */
  readonly maxFields: number;
  /** Fields already present in their selection set; validation compares each with the others. */
  readonly maxRepeats: number;
  /** Fragment definitions and spreads, inline fragments included. */
  readonly maxFragments: number;
  /** Arguments and fields of input objects. */
  readonly maxArguments: number;
  readonly maxVariables: number;
  /** Nested fields; the deepest useful query has five levels. */
  readonly maxDepth: number;
  /** Also bounds how often a document can select the same root field. */
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** A field costs more the deeper it is, times the length of the page it is on. */
  readonly maxCost: number;
}

/** The settings of the limits of a document. */
export const graphqlLimitSettings = {
  GRAPHQL_MAX_CHARACTERS: upTo(1_000_000).default(12_000),
  GRAPHQL_MAX_TOKENS: upTo(100_000).default(1_500),
  GRAPHQL_MAX_FIELDS: upTo(100_000).default(250),
  GRAPHQL_MAX_REPEATS: upTo(1_000).default(25),
  GRAPHQL_MAX_FRAGMENTS: upTo(1_000).default(60),
  GRAPHQL_MAX_ARGUMENTS: upTo(10_000).default(100),
  GRAPHQL_MAX_VARIABLES: upTo(1_000).default(50),
  GRAPHQL_MAX_DEPTH: upTo(100).default(10),
  GRAPHQL_MAX_ALIASES: upTo(1_000).default(20),
  GRAPHQL_MAX_ROOT_FIELDS: upTo(1_000).default(25),
  GRAPHQL_MAX_DIRECTIVES: upTo(1_000).default(20),
  GRAPHQL_MAX_COST: upTo(10_000_000).default(100_000),
};

type Settings = z.output<z.ZodObject<typeof graphqlLimitSettings>>;

/** The limits that these settings set. */
export function toGraphQLLimits(data: Settings): GraphQLLimits {
  return {
    maxCharacters: data.GRAPHQL_MAX_CHARACTERS,
    maxTokens: data.GRAPHQL_MAX_TOKENS,
    maxFields: data.GRAPHQL_MAX_FIELDS,
    maxRepeats: data.GRAPHQL_MAX_REPEATS,
    maxFragments: data.GRAPHQL_MAX_FRAGMENTS,
    maxArguments: data.GRAPHQL_MAX_ARGUMENTS,
    maxVariables: data.GRAPHQL_MAX_VARIABLES,
    maxDepth: data.GRAPHQL_MAX_DEPTH,
    maxAliases: data.GRAPHQL_MAX_ALIASES,
    maxRootFields: data.GRAPHQL_MAX_ROOT_FIELDS,
    maxDirectives: data.GRAPHQL_MAX_DIRECTIVES,
    maxCost: data.GRAPHQL_MAX_COST,
  };
}
