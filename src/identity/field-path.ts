/** All values at a path of a document, in order; a list on the path or at its end is replaced by its elements. */
export function valuesAt(node: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(node)) return node.flatMap((element: unknown) => valuesAt(element, path));
  const [name, ...rest] = path;
  if (name === undefined) return node === undefined || node === null ? [] : [node];
  return valuesAt(fieldOf(node, name), rest);
}

/** A field of an object; undefined if it is missing or the node is not an object. */
export function fieldOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null && Object.hasOwn(node, name)
    ? (node as Record<string, unknown>)[name]
    : undefined;
}
