import { ApolloArmor } from '@escape.tech/graphql-armor';
import { type DocumentNode, GraphQLError, validate, type ValidationRule } from 'graphql';
import { type DocumentShape, measureDocument } from './document-shape';
import { maxCost } from './max-cost';
import { maxRootFields } from './max-root-fields';
import { getSchema } from '../schema/schema';

/** The largest document that is served, in its own terms. */
export interface GraphQLLimits {
  /** The length of its text, comments and white space included. */
  readonly maxCharacters: number;
  readonly maxTokens: number;
  /** Fields in all its operations and fragments; those and repeats are what validation costs. */
  readonly maxFields: number;
  /** Fields that are in their selection set already, each of which is compared with the others. */
  readonly maxRepeats: number;
  /** Definitions and spreads of fragments, inline ones included. */
  readonly maxFragments: number;
  /** Arguments, and fields of input objects. */
  readonly maxArguments: number;
  readonly maxVariables: number;
  /** Fields within fields; the deepest sensible query here has five. */
  readonly maxDepth: number;
  /** Renamed fields, and with them how many root fields of one name a document can have. */
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  /** A field counts more the deeper it is, and as often as the page it is on may be long. */
  readonly maxCost: number;
}

/** Far beyond introspection, and far below what functions that call themselves can bear. */
const MAX_NESTING = 50;

/**
 * A check that says what a document has too much of, or nothing. It takes time in proportion to the
 * length of the document, whatever is wrong with it, so that it may come before the rules of GraphQL,
 * some of which do not.
 */
export function createLimitCheck(
  limits: GraphQLLimits,
): (document: DocumentNode) => GraphQLError | undefined {
  const rules = limitRules(limits);
  return (document) => {
    const excess = findExcess(measureDocument(document), limits);
    if (excess) return new GraphQLError(excess);
    return validate(getSchema(), document, rules, { maxErrors: 1 })[0];
  };
}

function findExcess(shape: DocumentShape, limits: GraphQLLimits): string | undefined {
  // Each alias within it would multiply what the schema has; no client asks for it so.
  if (shape.introspections > 0 && shape.aliases > 0) {
    return 'Introspection is served only in a document without aliases.';
  }
  const limited: readonly [count: number, max: number, name: string][] = [
    [shape.nesting, MAX_NESTING, 'levels'],
    [shape.fields, limits.maxFields, 'fields'],
    [shape.repeats, limits.maxRepeats, 'repeated fields'],
    [shape.fragments, limits.maxFragments, 'fragments'],
    [shape.arguments, limits.maxArguments, 'arguments'],
    [shape.variables, limits.maxVariables, 'variables'],
  ];
  const exceeded = limited.find(([count, max]) => count > max);
  if (!exceeded) return undefined;
  const [count, max, name] = exceeded;
  return `The document has ${count} ${name}, at most ${max} are served.`;
}

/** Introspection, which Sandbox asks for, is not held against depth, aliases and cost. */
function limitRules(limits: GraphQLLimits): ValidationRule[] {
  const armor = new ApolloArmor({
    maxDepth: { n: limits.maxDepth },
    maxAliases: { n: limits.maxAliases },
    maxDirectives: { n: limits.maxDirectives },
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  });
  return [
    ...armor.protect().validationRules,
    maxRootFields(limits.maxRootFields),
    maxCost(limits.maxCost),
  ];
}
