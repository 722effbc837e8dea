import { type ASTNode, type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';

/** How much of each kind a document has, in all its operations and fragments together. */
export interface DocumentShape {
  readonly fields: number;
  /** Fields whose name in the answer is in the same selection set already, not counting spreads. */
  readonly repeats: number;
  /** Definitions and spreads of fragments, inline ones included. */
  readonly fragments: number;
  readonly arguments: number;
  readonly variables: number;
  readonly aliases: number;
  /** Fields that ask for the schema. */
  readonly introspections: number;
  /** The most selection sets, lists, objects or list types within one another. */
  readonly nesting: number;
}

const COUNTED_AS: Readonly<Partial<Record<Kind, keyof DocumentShape>>> = {
  [Kind.FIELD]: 'fields',
  [Kind.FRAGMENT_DEFINITION]: 'fragments',
  [Kind.FRAGMENT_SPREAD]: 'fragments',
  [Kind.INLINE_FRAGMENT]: 'fragments',
  [Kind.ARGUMENT]: 'arguments',
  [Kind.OBJECT_FIELD]: 'arguments',
  [Kind.VARIABLE_DEFINITION]: 'variables',
};

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

const NESTING: ReadonlySet<Kind> = new Set([
  Kind.SELECTION_SET,
  Kind.LIST,
  Kind.OBJECT,
  Kind.LIST_TYPE,
]);

/** Measures a document in one pass that takes time in proportion to its length, whatever it is. */
export function measureDocument(document: DocumentNode): DocumentShape {
  const shape = {
    ...{ fields: 0, repeats: 0, aliases: 0, introspections: 0 },
    ...{ fragments: 0, arguments: 0, variables: 0, nesting: 0 },
  };
  let depth = 0;
  visit(document, {
    enter: (node, _key, parent) => {
      const counted = COUNTED_AS[node.kind];
      if (counted) shape[counted] += 1;
      if (node.kind === Kind.FIELD) {
        if (node.alias) shape.aliases += 1;
        if (INTROSPECTION.has(node.name.value)) shape.introspections += 1;
      }
      if (!NESTING.has(node.kind)) return;
      depth += 1;
      shape.nesting = Math.max(shape.nesting, depth);
      if (node.kind === Kind.SELECTION_SET && !isInlineFragment(parent)) {
        shape.repeats += countRepeats(node);
      }
    },
    leave: ({ kind }) => {
      if (NESTING.has(kind)) depth -= 1;
    },
  });
  return shape;
}

function isInlineFragment(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  return parent !== undefined && 'kind' in parent && parent.kind === Kind.INLINE_FRAGMENT;
}

/** The fields of inline fragments stand beside those around them. */
function countRepeats(set: SelectionSetNode): number {
  const names = new Set<string>();
  const open = [set];
  let repeats = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    for (const selection of next.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      if (selection.kind !== Kind.FIELD) continue;
      const { value } = selection.alias ?? selection.name;
      if (names.has(value)) repeats += 1;
      names.add(value);
    }
  }
  return repeats;
}
