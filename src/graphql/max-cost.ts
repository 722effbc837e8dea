import {
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  type ValueNode,
} from 'graphql';
import { oncePerFragment } from './once-per-fragment';
import { DEFAULT_PAGE, MAX_PAGE } from '../domain/lock-list';

const LEAF_COST = 1;
const OBJECT_COST = 2;
/** How much more a level costs than the one it is on; a fragment is a level. */
const DEPTH_FACTOR = 1.5;

/**
 * Refuses operations that cost more. A field costs more the deeper it is, and as often as the page
 * it is on is long, or as often as a record is asked for by its id. Validation does not know the variables, and its outcome is remembered for other
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
        const names = (context.getFieldDef()?.args ?? []).map(({ name }) => name);
        if (names.includes('first')) pages.set(field, pageLength(field));
        else if (names.includes('ids')) pages.set(field, listLength(field));
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
function pageLength(field: FieldNode): number {
  const given = [valueOf(field, 'first'), valueOf(field, 'last')].filter(
    (value) => value !== undefined,
  );
  if (given.length === 0) return DEFAULT_PAGE;
  // One at most may have a value, but which one of two variables has it is not known yet.
  return Math.max(
    ...given.map((value) => (value.kind === Kind.INT ? withinPage(Number(value.value)) : MAX_PAGE)),
  );
}

function listLength(field: FieldNode): number {
  const given = valueOf(field, 'ids');
  return given?.kind === Kind.LIST ? withinPage(given.values.length) : MAX_PAGE;
}

function withinPage(count: number): number {
  return Math.min(Math.max(count, 1), MAX_PAGE);
}

function valueOf(field: FieldNode, argument: string): ValueNode | undefined {
  return field.arguments?.find(({ name }) => name.value === argument)?.value;
}

function sumOf<Item>(items: readonly Item[], costOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + costOf(item), 0);
}
