import { type ProxyKind } from './proxy-kinds';
import { type Protocol } from './http-clients';

/** Where a case was tried. */
export interface Column {
  readonly proxy: ProxyKind['name'];
  readonly protocol: Protocol;
}

/** So many characters of what was seen instead. */
const SHOWN = 1_000;

/** What came of every case through every proxy. */
export class ResultTable {
  private readonly rows = new Map<string, Map<string, string>>();

  /** Tries a case; what it returns, or the error it ends with, is what was seen instead. */
  async try(
    name: string,
    column: Column,
    attempt: () => Promise<string | undefined>,
  ): Promise<void> {
    const seen = await attempt().catch((error: unknown) => String(error));
    const row = this.rows.get(name) ?? new Map<string, string>();
    this.rows.set(name, row.set(titleOf(column), seen?.slice(0, SHOWN) ?? 'ok'));
  }

  get counts(): { passed: number; failed: number } {
    const cells = [...this.rows.values()].flatMap((row) => [...row.values()]);
    const passed = cells.filter((cell) => cell === 'ok').length;
    return { passed, failed: cells.length - passed };
  }

  /** One line a case, then what was seen in each that failed. */
  print(columns: readonly Column[]): string {
    const titles = columns.map(titleOf);
    const width = Math.max(4, ...[...this.rows.keys()].map((name) => name.length));
    const line = (first: string, cells: readonly string[]): string =>
      [first.padEnd(width), ...cells.map((cell, at) => cell.padEnd(titles[at]!.length))]
        .join('  ')
        .trimEnd();
    const lines = [line('case', titles)];
    const failures: string[] = [];
    for (const [name, row] of [...this.rows].sort(([a], [b]) => a.localeCompare(b))) {
      const cells = titles.map((title) => row.get(title) ?? '-');
      lines.push(
        line(
          name,
          cells.map((cell) => (cell === 'ok' || cell === '-' ? cell : 'FAILED')),
        ),
      );
      const failed = [...row].filter(([, cell]) => cell !== 'ok');
      if (failed.length === 0) continue;
      failures.push(`FAILED  ${name}`, ...failed.map(([at, cell]) => `  ${at}: ${cell}`));
    }
    return [...lines, ...(failures.length > 0 ? ['', ...failures] : [])].join('\n');
  }
}

function titleOf({ proxy, protocol }: Column): string {
  return `${proxy} ${protocol}`;
}
