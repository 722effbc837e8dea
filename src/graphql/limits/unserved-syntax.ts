import { type ASTNode, BREAK, type DocumentNode, visit } from 'graphql';

/** A part of a document that the gateway never serves, and what to use instead. */
export interface UnservedSyntax {
  readonly node: ASTNode;
  readonly message: string;
}

const INCREMENTAL = ['defer', 'stream'];

/** The first directive of a document for incremental answers. */
export function findUnservedSyntax(document: DocumentNode): UnservedSyntax | undefined {
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
