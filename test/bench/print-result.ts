import { RATIOS } from './ratios';
import { type Row } from './rows';

/** The table of a run and its ratios beside their targets, as text. */
export function formatResult(rows: Row[], ratios: Record<string, number>): string {
  const lines = [
    ['bench', 'server', 'requests/s', 'p50 ms', 'p99 ms', 'errors', 'RSS MiB'],
    ...rows.map((row) => [
      row.bench,
      row.server,
      row.rps.toFixed(0),
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      `${row.errors}`,
      row.rssMib?.toFixed(0) ?? '',
    ]),
  ];
  const targets = RATIOS.filter(({ name }) => name in ratios).map(({ name, target }) => {
    const ratio = ratios[name]!;
    const isReached = 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
    const wanted = 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
    return [name, ratio.toFixed(2), wanted, isReached ? 'reached' : 'missed'];
  });
  return `${columns(lines)}\n\n${columns([['ratio', 'seen', 'target', ''], ...targets])}`;
}

function columns(lines: string[][]): string {
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
