import { type ASTNode, type DocumentNode, Kind, type SelectionSetNode, visit } from 'graphql';

/** The size of a document, over all its operations and fragments. */
export interface DocumentShape {
  readonly fields: number;
  /** Fields whose response name is already in the same selection set, spreads left aside. */
  readonly repeats: number;
  /** Fragment definitions and spreads, inline fragments included. */
  readonly fragments: number;
  readonly arguments: number;
  readonly variables: number;
  readonly aliases: number;
  /** `__schema` and `__type` fields. */
  readonly introspections: number;
  /** The deepest nesting of selection sets, lists, objects and list types. */
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

/** Measures a document in one pass, in time linear in its length. */
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

/** The fields of inline fragments belong to the set around them. */
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
