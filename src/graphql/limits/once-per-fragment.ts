import { type FragmentDefinitionNode } from 'graphql';

/** Computes a number for each fragment once, however often it is spread. */
export function oncePerFragment(
  valueOf: (fragment: FragmentDefinitionNode) => number,
): (fragment: FragmentDefinitionNode) => number {
  const values = new Map<FragmentDefinitionNode, number>();
  return (fragment) => {
    const known = values.get(fragment);
    if (known !== undefined) return known;
    // Another rule rejects a fragment that contains itself; here the recursion only has to end.
    values.set(fragment, 0);
    const value = valueOf(fragment);
    values.set(fragment, value);
    return value;
  };
}
