import { type FragmentDefinitionNode } from 'graphql';

/** Works out a number for each fragment once, however often and deep it is spread. */
export function oncePerFragment(
  valueOf: (fragment: FragmentDefinitionNode) => number,
): (fragment: FragmentDefinitionNode) => number {
  const values = new Map<FragmentDefinitionNode, number>();
  return (fragment) => {
    const known = values.get(fragment);
    if (known !== undefined) return known;
    // A fragment within itself is refused by another rule; here it must only end.
    values.set(fragment, 0);
    const value = valueOf(fragment);
    values.set(fragment, value);
    return value;
  };
}
