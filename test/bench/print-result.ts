import { type Figure, RATIOS } from './ratios';
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
  const seen = RATIOS.filter(({ name }) => name in ratios).map(({ name, target }) => ({
    ...{ name, target, seen: ratios[name]! },
  }));
  return `${columns(lines)}\n\n${formatFigures('ratio', seen)}`;
}

/** Figures beside their targets, as text. */
export function formatFigures(title: string, figures: readonly Figure[]): string {
  const lines = figures.map(({ name, seen, target }) => {
    if (!target) return [name, seen.toFixed(2), '', ''];
    const isReached = 'atLeast' in target ? seen >= target.atLeast : seen <= target.atMost;
    const wanted = 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
    return [name, seen.toFixed(2), wanted, isReached ? 'reached' : 'missed'];
  });
  return columns([[title, 'seen', 'target', ''], ...lines]);
}

/** A table as text; the first line is its head. */
export function columns(lines: string[][]): string {
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
