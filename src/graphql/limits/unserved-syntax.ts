import { type ASTNode, BREAK, type DocumentNode, Kind, OperationTypeNode, visit } from 'graphql';

/** A part of a document that the gateway never serves, and what to use instead. */
export interface UnservedSyntax {
  readonly node: ASTNode;
  readonly message: string;
}

/** The first subscription of a document, or else its first directive for incremental answers. */
export function findUnservedSyntax(document: DocumentNode): UnservedSyntax | undefined {
  return findSubscription(document) ?? findIncremental(document);
}

/** graphql-js throws a fault of its own where the schema has no subscriptions. */
function findSubscription({ definitions }: DocumentNode): UnservedSyntax | undefined {
  const node = definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.SUBSCRIPTION,
  );
  return (
    node && { node, message: 'Subscriptions are not served; poll `record` or `locks` instead.' }
  );
}

const INCREMENTAL = ['defer', 'stream'];

function findIncremental(document: DocumentNode): UnservedSyntax | undefined {
  const source = document.loc?.source.body ?? '';
  // A text that names neither, as nearly all do, need not be walked.
  if (!INCREMENTAL.some((name) => source.includes(name))) return undefined;
  let found: UnservedSyntax | undefined;
  visit(document, {
    Directive: (node) => {
      const { value } = node.name;
      if (!INCREMENTAL.includes(value)) return undefined;
      found = {
        node,
        message: `@${value} is not served; leave it out to get the answer in one piece.`,
      };
      return BREAK;
    },
  });
  return found;
}
