import { type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import { type ValidationRule } from 'graphql';

/** Refuses operations with more root fields, those in fragments included: each is one use case. */
export function maxRootFields(max: number): ValidationRule {
  return (context) => {
    const counts = new Map<FragmentDefinitionNode, number>();
    const countFields = (set: SelectionSetNode): number => {
      let count = 0;
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) count += 1;
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          count += countFields(selection.selectionSet);
        } else count += countFragment(context.getFragment(selection.name.value));
      }
      return count;
    };
    const countFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
      if (!fragment) return 0;
      const known = counts.get(fragment);
      if (known !== undefined) return known;
      // A fragment within itself is refused by another rule; here it must only end.
      counts.set(fragment, 0);
      const count = countFields(fragment.selectionSet);
      counts.set(fragment, count);
      return count;
    };
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
