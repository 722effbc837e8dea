import { type ApolloServerOptions } from '@apollo/server';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import { maxCost } from './max-cost';
import { maxRootFields } from './max-root-fields';
import { type RequestContext } from './request-context';

/** The largest document that is served, in its own terms. */
export interface GraphQLLimits {
  /** Fields within fields; the deepest sensible query here has five. */
  readonly maxDepth: number;
  /** Renamed fields, and with them how many root fields of one name a document can have. */
  readonly maxAliases: number;
  readonly maxRootFields: number;
  readonly maxDirectives: number;
  readonly maxTokens: number;
  /** A field counts more the deeper it is, and as often as the page it is on may be long. */
  readonly maxCost: number;
}

/**
 * Apollo's options that refuse a larger document whole, before anything of it runs. They are part
 * of the validation, which is remembered for a document that has been seen. Introspection, which
 * Sandbox asks for, is not held against them.
 */
export function limitOptions(
  limits: GraphQLLimits,
): Pick<ApolloServerOptions<RequestContext>, 'validationRules' | 'parseOptions'> {
  const armor = new ApolloArmor({
    maxDepth: { n: limits.maxDepth },
    maxAliases: { n: limits.maxAliases },
    maxDirectives: { n: limits.maxDirectives },
    costLimit: { enabled: false },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  });
  return {
    validationRules: [
      ...armor.protect().validationRules,
      maxRootFields(limits.maxRootFields),
      maxCost(limits.maxCost),
    ],
    parseOptions: { maxTokens: limits.maxTokens },
  };
}
