/** One place in a sampled heap profile, as the inspector gives it. */
interface HeapNode {
  readonly callFrame: { functionName: string; url: string; lineNumber: number };
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

/** The places whose allocations are still alive at the end of a sampled heap profile, as text. */
export function heapTop(profile: { readonly head: HeapNode }, count: number): string {
  const bytes = new Map<string, number>();
  const visit = ({ callFrame, selfSize, children }: HeapNode): void => {
    const place = callFrame.url.replace(/^.*node_modules\//, '').replace(/^file:\/\//, '');
    const name = `${callFrame.functionName || '(anonymous)'} ${place}:${callFrame.lineNumber + 1}`;
    bytes.set(name, (bytes.get(name) ?? 0) + selfSize);
    children.forEach(visit);
  };
  visit(profile.head);
  const heaviest = [...bytes].sort(([, left], [, right]) => right - left).slice(0, count);
  return heaviest
    .map(([name, size]) => `${(size / 2 ** 20).toFixed(1).padStart(7)} MiB  ${name}`)
    .join('\n');
}
