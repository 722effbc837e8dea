import {
  type ASTNode,
  BREAK,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A part of a document that the gateway never serves, and what to use instead. */
export interface UnservedSyntax {
  readonly node: ASTNode;
  readonly message: string;
}

const INCREMENTAL = ['defer', 'stream'];

/** The first directive of a document that is not served where it stands. */
export function findUnservedSyntax(document: DocumentNode): UnservedSyntax | undefined {
  return findIncremental(document) ?? findConditionalSubscription(document);
}

const CONDITIONS = ['skip', 'include'];

/** graphql-js throws a fault of its own for a subscription whose only field is left out. */
function findConditionalSubscription(document: DocumentNode): UnservedSyntax | undefined {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    const node = findCondition(definition.selectionSet, document);
    if (!node) continue;
    const message = `@${node.name.value} is not served at the field of a subscription.`;
    return { node, message };
  }
  return undefined;
}

function findCondition(
  root: SelectionSetNode,
  { definitions }: DocumentNode,
): DirectiveNode | undefined {
  const open = [root];
  const spread = new Set<string>();
  for (let set = open.pop(); set; set = open.pop()) {
    for (const selection of set.selections) {
      const found = selection.directives?.find(({ name }) => CONDITIONS.includes(name.value));
      if (found) return found;
      if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      if (selection.kind !== Kind.FRAGMENT_SPREAD || spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
      for (const fragment of definitions) {
        if (fragment.kind !== Kind.FRAGMENT_DEFINITION) continue;
        if (fragment.name.value === selection.name.value) open.push(fragment.selectionSet);
      }
    }
  }
  return undefined;
}

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
