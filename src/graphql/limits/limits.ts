import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  validate,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { type GraphQLLimits } from '../../config/graphql-limits';
import { type DocumentShape, measureDocument } from './document-shape';
import { maxCost } from './max-cost';
import { maxRootFields } from './max-root-fields';
import { getSchema } from '../schema/schema';

/** Far beyond introspection, and far below what overflows the stack of a recursive function. */
const MAX_NESTING = 50;

/**
 * Creates a check that returns an error for the first limit that a document exceeds. It takes time
 * linear in the length of any document, so it can run before the validation rules of GraphQL, some
 * of which take more.
 */
export function createLimitCheck(
  limits: GraphQLLimits,
  schema: GraphQLSchema = getSchema(),
): (document: DocumentNode) => GraphQLError | undefined {
  const rules = limitRules(limits);
  return (document) => {
    const excess = findExcess(measureDocument(document), limits);
    if (excess) return new GraphQLError(excess);
    return validate(schema, document, rules, { maxErrors: 1 })[0];
  };
}

function findExcess(shape: DocumentShape, limits: GraphQLLimits): string | undefined {
  // Each alias would multiply the size of the answer, and no known client sends any.
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

/** The rules exempt introspection, which Sandbox sends, from depth and cost. */
function limitRules(limits: GraphQLLimits): ValidationRule[] {
  return [
    maxAliasesRule({ n: limits.maxAliases, ...REPORTED }),
    maxDirectivesRule({ n: limits.maxDirectives, ...REPORTED }),
    maxDepthRule({ n: limits.maxDepth, ...REPORTED }),
    maxRootFields(limits.maxRootFields),
    maxCost(limits.maxCost),
  ];
}

/** Makes the rules report their errors like any other rule, instead of throwing them. */
const REPORTED = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) => context?.reportError(error),
  ],
};
