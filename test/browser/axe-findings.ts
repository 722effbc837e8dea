import { readFileSync } from 'node:fs';
import { type Page } from 'playwright-core';

/** A finding of axe, which is a global of the page once its script ran there. */
interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RUN_AXE = 'axe.run().then(({ violations }) => violations)';

/** What axe finds on a page as it is, each in one line. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate<Finding[]>(RUN_AXE);
  return found.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${impact}): ${html}: ${failureSummary}`),
  );
}
