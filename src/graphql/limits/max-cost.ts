import {
  type FieldNode,
  type GraphQLField,
  GraphQLError,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  type ValueNode,
} from 'graphql';
import { oncePerFragment } from './once-per-fragment';
import { MAX_REFERENCES } from '../../domain/find-locks';
import { MAX_ITEMS } from '../../domain/items';
import { MAX_WAITERS } from '../../domain/line';
import { DEFAULT_PAGE, MAX_PAGE } from '../../domain/lock-list';

const LEAF_COST = 1;
const OBJECT_COST = 2;
/** The factor from one level to the next; a fragment is a level. */
const DEPTH_FACTOR = 1.5;

/**
 * Creates a rule that rejects operations above a cost. A field costs more the deeper it is, times the
 * length of its page, the number of ids or items, or the longest line. A variable costs as much as the
 * longest list: validation does not know its value, and its result is stored for all values. Of the
 * members of a union the costliest counts.
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
    /** The object type that a selection is for alone, undefined when it is for whatever comes. */
    const typeOf = (selection: SelectionNode): string | undefined => {
      if (selection.kind === Kind.FIELD) return undefined;
      const { typeCondition } =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : (context.getFragment(selection.name.value) ?? {});
      const name = typeCondition?.name.value;
      return name !== undefined && isObjectType(context.getSchema().getType(name))
        ? name
        : undefined;
    };
    const costOfObject = (set: SelectionSetNode): number => {
      // An object has one type, so of the parts for different types only one is executed.
      const costs = new Map<string | undefined, number>([[undefined, 0]]);
      for (const selection of set.selections) {
        const type = typeOf(selection);
        costs.set(type, (costs.get(type) ?? 0) + costOf(selection));
      }
      const always = costs.get(undefined)!;
      costs.delete(undefined);
      return OBJECT_COST + DEPTH_FACTOR * (always + Math.max(0, ...costs.values()));
    };
    return {
      Field: (field) => {
        const definition = context.getFieldDef();
        // An event is one answer, however many ids a subscription names.
        if (context.getParentType() === context.getSchema().getSubscriptionType()) return;
        if (definition) pages.set(field, lengthOf(field, definition));
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

/** How many answers a field can have at most. */
function lengthOf(field: FieldNode, { name, args }: GraphQLField<unknown, unknown>): number {
  const names = args.map((argument) => argument.name);
  if (names.includes('first')) return pageLength(field);
  if (names.includes('ids')) return listLength(field, 'ids', MAX_PAGE);
  if (names.includes('representations')) {
    return listLength(field, 'representations', MAX_REFERENCES);
  }
  if (names.includes('items')) return listLength(field, 'items', MAX_ITEMS);
  return name === 'waiters' ? MAX_WAITERS : 1;
}

/** Execution rejects literals below 1 or beyond the longest page. */
function pageLength(field: FieldNode): number {
  const given = [valueOf(field, 'first'), valueOf(field, 'last')].filter(
    (value) => value !== undefined,
  );
  if (given.length === 0) return DEFAULT_PAGE;
  // At most one can have a value, but it is not known yet which of two variables has it.
  return Math.max(
    ...given.map((value) =>
      value.kind === Kind.INT ? within(Number(value.value), MAX_PAGE) : MAX_PAGE,
    ),
  );
}

function listLength(field: FieldNode, argument: string, max: number): number {
  const given = valueOf(field, argument);
  return given?.kind === Kind.LIST ? within(given.values.length, max) : max;
}

function within(count: number, max: number): number {
  return Math.min(Math.max(count, 1), max);
}

function valueOf(field: FieldNode, argument: string): ValueNode | undefined {
  return field.arguments?.find(({ name }) => name.value === argument)?.value;
}

function sumOf<Item>(items: readonly Item[], costOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + costOf(item), 0);
}
