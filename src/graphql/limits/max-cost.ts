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
import { DEFAULT_PAGE, MAX_PAGE } from '../../domain/lock-list';

const LEAF_COST = 1;
const OBJECT_COST = 2;
/** The factor from one level to the next; a fragment is a level. */
const DEPTH_FACTOR = 1.5;

/**
 * Creates a rule that rejects operations above a cost. A field costs more the deeper it is, times the
 * length of its page or the number of ids. A variable costs as much as the longest page: validation
 * does not know its value, and its result is stored for all values.
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
      // The size of the schema bounds it, whatever the document selects.
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

/** Execution rejects literals below 1 or beyond the longest page. */
function pageLength(field: FieldNode): number {
  const given = [valueOf(field, 'first'), valueOf(field, 'last')].filter(
    (value) => value !== undefined,
  );
  if (given.length === 0) return DEFAULT_PAGE;
  // At most one can have a value, but it is not known yet which of two variables has it.
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
