import { GraphQLError, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { oncePerFragment } from './once-per-fragment';

/** Creates a rule that rejects operations with more root fields, those in fragments included. */
export function maxRootFields(max: number): ValidationRule {
  return (context) => {
    const countFields = (set: SelectionSetNode): number => {
      let count = 0;
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) count += 1;
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          count += countFields(selection.selectionSet);
        } else {
          const fragment = context.getFragment(selection.name.value);
          if (fragment) count += countFragment(fragment);
        }
      }
      return count;
    };
    const countFragment = oncePerFragment(({ selectionSet }) => countFields(selectionSet));
    return {
      OperationDefinition: (operation) => {
        const count = countFields(operation.selectionSet);
        if (count <= max) return;
        context.reportError(
          new GraphQLError(`The operation has ${count} root fields, at most ${max} are served.`, {
            nodes: operation,
          }),
        );
      },
    };
  };
}
