import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import packageJson from '../../package.json';

const ROOT = join(__dirname, '../..');
const MAX_README_WORDS = 1_900;

/** Every page of the repository, by its path in it. */
const pages = ['.container', '.github', 'schema', 'src', 'test']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(folder, String(name))),
  )
  .filter((name) => name.endsWith('.md'))
  .concat('README.md');

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

/** Headings as GitHub makes anchors of them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The links of a page that lead nowhere. */
function deadLinksOf(page: string): string[] {
  const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
    if (!existsSync(join(ROOT, target))) return true;
    if (anchor === undefined) return false;
    return !statSync(join(ROOT, target)).isFile() || !anchorsOf(read(target)).includes(anchor);
  });
}

describe.each(pages)('%s', (page) => {
  it('links only to what is there', () => {
    expect(deadLinksOf(page)).toEqual([]);
  });

  it('names only scripts of package.json', () => {
    const named = [...read(page).matchAll(/npm run (?:-\S+ )*([\w:]+)/g)].map(([, name]) => name);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });
});

it('the README is short', () => {
  expect(read('README.md').split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(
    MAX_README_WORDS,
  );
});

it('every bound of the isolation record names tests that exist', () => {
  const tests = [...read('.github/adr/007-isolation.md').matchAll(/`([\w./-]+\.test\.ts)`/g)];
  expect(tests.length).toBeGreaterThan(40);
  expect(tests.filter(([, name = '']) => !existsSync(join(ROOT, 'test', name)))).toEqual([]);
});

it('the walks of the folder record name files that exist', () => {
  const [, ...walks] = read('.github/adr/008-folders-and-walls.md').split('## The walk');
  const files = walks.flatMap((walk) => [...walk.matchAll(/`([\w-]+(?:\/[\w.-]+)+)`/g)]);
  expect(files.length).toBeGreaterThan(80);
  expect(files.filter(([, name = '']) => !existsSync(join(ROOT, 'src', `${name}.ts`)))).toEqual([]);
});
