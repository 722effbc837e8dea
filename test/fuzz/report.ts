import { type FuzzResult } from './fuzz';
import { type Family } from './hostile-call';

const ms = (value: number): string => value.toFixed(1).padStart(8);
const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

/** The figures of a run and what it found, for people. */
export function toText({ violations, ...result }: FuzzResult): string {
  const { quiet, operationsPerCall, heapBefore, heapAfter, maxRss } = result;
  const operations = (part: Family | 'quiet'): string =>
    (operationsPerCall.get(part) ?? 0).toFixed(1).padStart(8);
  const rows = [...result.beside].map(([family, waits]) => {
    const counts = [...(result.statuses.get(family) ?? [])].sort(([left], [right]) => left - right);
    const statuses = counts.map(([status, count]) => `${status || 'none'}: ${count}`).join(', ');
    const sent = counts.reduce((sum, [, count]) => sum + count, 0);
    return `${family.padEnd(12)}${String(sent).padStart(8)}${ms(waits.percentile(50))}${ms(waits.percentile(99))}${operations(family)}  ${statuses}`;
  });
  return [
    'rightful users beside hostile calls: ms, operations of the database for a call; statuses of the latter',
    'family          sent     p50     p99     ops  statuses',
    `${'quiet'.padEnd(12)}${'-'.padStart(8)}${ms(quiet.percentile(50))}${ms(quiet.percentile(99))}${operations('quiet')}`,
    ...rows,
    `heap ${mib(heapBefore)} to ${mib(heapAfter)} MiB, rss at most ${mib(maxRss)} MiB`,
    ...violations.map(
      ({ family, rule, count, example }) =>
        `VIOLATION ${family}: ${rule} (${count} times)\n  ${example}`,
    ),
    violations.length === 0 ? 'no violations' : `${violations.length} kinds of violations`,
    '',
  ].join('\n');
}
