import {
  type FieldNode,
  type GraphQLArgument,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import { oncePerFragment } from './once-per-fragment';
import { MAX_PAGE } from '../domain/lock-list';

const LEAF_COST = 1;
const OBJECT_COST = 2;
/** How much more a level costs than the one it is on; a fragment is a level. */
const DEPTH_FACTOR = 1.5;

/**
 * Refuses operations that cost more. A field costs more the deeper it is, and as often as the page
 * it is on is long. Validation does not know the variables, and its outcome is remembered for other
 * values, so a variable counts as the longest page.
 */
export function maxCost(max: number): ValidationRule {
  return (context) => {
    const pages = new Map<FieldNode, number>();
    const costOf = (selection: SelectionNode): number => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = context.getFragment(selection.name.value);
        return LEAF_COST + (fragment ? DEPTH_FACTOR * costOfFragment(fragment) : 0);
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return costOfObject(selection.selectionSet);
      // Its size is that of the schema, whatever the document asks for.
      if (selection.name.value === '__schema') return 0;
      if (!selection.selectionSet) return LEAF_COST;
      return costOfObject(selection.selectionSet) * (pages.get(selection) ?? 1);
    };
    const costOfFragment = oncePerFragment(({ selectionSet }) => costOfObject(selectionSet));
    const costOfObject = (set: SelectionSetNode): number =>
      OBJECT_COST + DEPTH_FACTOR * sumOf(set.selections, costOf);
    return {
      Field: (field) => {
        const first = context.getFieldDef()?.args.find(({ name }) => name === 'first');
        if (first) pages.set(field, pageLength(field, first));
      },
      Document: {
        leave: ({ definitions }) => {
          for (const definition of definitions) {
            if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
            const cost = sumOf(definition.selectionSet.selections, costOf);
            if (cost <= max) continue;
            const message = `The operation costs ${Math.ceil(cost)}, at most ${max} is served.`;
            context.reportError(new GraphQLError(message, { nodes: definition }));
          }
        },
      },
    };
  };
}

/** A literal beyond the longest page is refused when it runs, and one below 1 as well. */
function pageLength(field: FieldNode, { defaultValue }: GraphQLArgument): number {
  const given = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (!given) return typeof defaultValue === 'number' ? defaultValue : MAX_PAGE;
  if (given.kind !== Kind.INT) return MAX_PAGE;
  return Math.min(Math.max(Number(given.value), 1), MAX_PAGE);
}

function sumOf<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + valueOf(item), 0);
}
