/** The base route of a resource: `meta.lockRoute`, or else its name; empty when there is none. */
export function routeOf(
  resource: { name: string; meta?: Readonly<Record<string, unknown>> | undefined } | undefined,
): string {
  const lockRoute = resource?.meta?.['lockRoute'];
  return typeof lockRoute === 'string' ? lockRoute : (resource?.name ?? '');
}
