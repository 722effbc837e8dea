import { ApolloServerErrorCode } from '@apollo/server/errors';
import { type DocumentNode, GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { type GraphQLLimits } from '../../config/graphql-limits';
import { createLimitCheck } from './limits';
import { findUnservedSyntax, type UnservedSyntax } from './unserved-syntax';

/** A document within the limits, or why it is rejected; the error is for the caller. */
export type CheckedDocument =
  | { readonly kind: 'withinLimits'; readonly document: DocumentNode }
  | {
      readonly kind: 'refused';
      readonly outcome: 'invalidDocument' | 'documentTooLarge';
      readonly error: GraphQLError;
    };

/** Creates a check that parses a document and applies the limits; it never throws. */
export function createDocumentCheck(
  limits: GraphQLLimits,
  schema?: GraphQLSchema,
): (source: string) => CheckedDocument {
  const findExcess = createLimitCheck(limits, schema);
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
    const unserved = findUnservedSyntax(document);
    if (unserved) return notServed(unserved);
    const excess = findExcess(document);
    return excess ? tooLarge(excess.message, excess) : { kind: 'withinLimits', document };
  };
}

function notServed({ node, message }: UnservedSyntax): CheckedDocument {
  const at = new GraphQLError(message, { nodes: node });
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
