import { readFileSync } from 'node:fs';

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

/** The heaviest functions and packages of a .cpuprofile by self time, as text. */
export function profileTop(profile: Profile, count: number): string {
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const byFunction = new Map<string, number>();
  const byPackage = new Map<string, number>();
  let busyUs = 0;
  for (const [index, id] of profile.samples.entries()) {
    const frame = frames.get(id)!;
    const deltaUs = profile.timeDeltas[index]!;
    if (frame.functionName === '(idle)') continue;
    busyUs += deltaUs;
    const place = frame.url.replace(/^.*node_modules\//, '').replace(/^file:\/\//, '');
    add(
      byFunction,
      `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}`,
      deltaUs,
    );
    add(byPackage, packageOf(frame.url) || frame.functionName, deltaUs);
  }
  const list = (title: string, times: Map<string, number>): string =>
    [
      title,
      ...[...times]
        .sort((a, b) => b[1] - a[1])
        .slice(0, count)
        .map(([name, us]) => `${((us / busyUs) * 100).toFixed(1).padStart(5)} %  ${name}`),
    ].join('\n');
  return `${list('by package', byPackage)}\n${list('by function', byFunction)}`;
}

function add(times: Map<string, number>, name: string, us: number): void {
  times.set(name, (times.get(name) ?? 0) + us);
}

function packageOf(url: string): string {
  const found = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (found) return found[1]!;
  return url.startsWith('node:')
    ? url
    : url.replace(/^.*\/(dist|test)\//, '$1/').replace(/\/[^/]*$/, '');
}

if (require.main === module) {
  const [file = '', count = '25'] = process.argv.slice(2);
  const profile = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  process.stdout.write(`${profileTop(profile, Number(count))}\n`);
}
