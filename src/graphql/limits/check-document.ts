import { ApolloServerErrorCode } from '@apollo/server/errors';
import {
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
} from 'graphql';
import { type GraphQLLimits } from '../../config/graphql-limits';
import { createLimitCheck } from './limits';

/** A document within the limits, or why it is rejected; the error is for the caller. */
export type CheckedDocument =
  | { readonly kind: 'withinLimits'; readonly document: DocumentNode }
  | {
      readonly kind: 'refused';
      readonly outcome: 'invalidDocument' | 'documentTooLarge';
      readonly error: GraphQLError;
    };

/** Creates a check that parses a document and applies the limits; it never throws. */
export function createDocumentCheck(limits: GraphQLLimits): (source: string) => CheckedDocument {
  const findExcess = createLimitCheck(limits);
  return (source) => {
    if (source.length > limits.maxCharacters) {
      return tooLarge(
        `The document has ${source.length} characters, at most ${limits.maxCharacters} are served.`,
      );
    }
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: limits.maxTokens });
    } catch (error) {
      return notParsed(error);
    }
    const subscription = document.definitions.find(isSubscription);
    if (subscription) return notServed(subscription);
    const excess = findExcess(document);
    return excess ? tooLarge(excess.message, excess) : { kind: 'withinLimits', document };
  };
}

function isSubscription(definition: DefinitionNode): boolean {
  return (
    definition.kind === Kind.OPERATION_DEFINITION &&
    definition.operation === OperationTypeNode.SUBSCRIPTION
  );
}

/** graphql-js throws a fault of its own where the schema has no subscriptions. */
function notServed(subscription: DefinitionNode): CheckedDocument {
  const message = 'Subscriptions are not served; poll `record` or `locks` instead.';
  const at = new GraphQLError(message, { nodes: subscription });
  const code = ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED;
  return { kind: 'refused', outcome: 'invalidDocument', error: refusal({ message, at, code }) };
}

/** The parser's message for a document with too many tokens. */
const TOO_MANY_TOKENS = /Document contains more that \d+ tokens/;

function notParsed(error: unknown): CheckedDocument {
  // The parser is recursive: with a high limit of tokens, it can overflow the stack.
  if (!(error instanceof GraphQLError)) return tooLarge('The document is nested too deeply.');
  const { message } = error;
  const outcome = TOO_MANY_TOKENS.test(message) ? 'documentTooLarge' : 'invalidDocument';
  const code = ApolloServerErrorCode.GRAPHQL_PARSE_FAILED;
  return { kind: 'refused', outcome, error: refusal({ message, at: error, code }) };
}

function tooLarge(message: string, at?: GraphQLError): CheckedDocument {
  const code = ApolloServerErrorCode.GRAPHQL_VALIDATION_FAILED;
  return { kind: 'refused', outcome: 'documentTooLarge', error: refusal({ message, at, code }) };
}

/** Has the status and code that Apollo gives its own refusals. */
function refusal(options: {
  message: string;
  at: GraphQLError | undefined;
  code: ApolloServerErrorCode;
}): GraphQLError {
  const { message, at, code } = options;
  return new GraphQLError(message, {
    nodes: at?.nodes ?? null,
    source: at?.source ?? null,
    positions: at?.positions ?? null,
    extensions: { code, http: { status: 400 } },
  });
}
