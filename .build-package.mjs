// Run by `npm run build`: bundles what the package exports besides the gateway, as ESM and CommonJS with
// types. An entry imports the other entries by their names, so that a program has each of them once.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = dirname(fileURLToPath(import.meta.url));
const BROWSER = { tsconfig: '.tsconfig.browser.json', platform: 'browser' };

/** What `exports` in package.json names: `src/<folder>/public.ts` becomes `lock-gateway/<folder>`. */
const ENTRIES = [
  { folder: 'client', ...BROWSER },
  { folder: 'guard', tsconfig: 'tsconfig.json', platform: 'neutral' },
];

const outDir = join(root, 'dist/package');

/** The name of the other entry that an import leads to, if it leaves the folder. */
function otherEntry(path, folder) {
  const [top, to] = relative(root, path).split(sep);
  if (top !== 'src' || to === folder) return undefined;
  if (!ENTRIES.some((entry) => entry.folder === to)) {
    throw new Error(
      `src/${folder} imports ${relative(root, path)}, which no entry of the package has`,
    );
  }
  return `lock-gateway/${to}`;
}

const asPackages = (folder) => ({
  name: 'entries-as-packages',
  setup: (esbuild) =>
    esbuild.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const name = otherEntry(resolve(resolveDir, path), folder);
      return name && { path: name, external: true };
    }),
});

/** A document needs no indentation. */
const shortDocuments = {
  name: 'short-documents',
  setup: (esbuild) =>
    esbuild.onLoad({ filter: /generated[\\/]operations\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const shorten = (text) =>
        text.replace(/\s*([{}():,$!=]|\.\.\.|\s)\s*/g, (_, mark) => mark.trim() || ' ');
      return { contents: source.replace(/`[^`]*`/g, shorten), loader: 'ts' };
    }),
};

async function bundle({ folder, tsconfig, platform }) {
  const options = {
    entryPoints: [join(root, 'src', folder, 'public.ts')],
    tsconfig: join(root, tsconfig),
    plugins: [asPackages(folder), shortDocuments],
    ...{ platform, bundle: true, packages: 'external', target: 'es2022' },
    ...{ minify: true, sourcemap: true, sourcesContent: true, logLevel: 'warning' },
  };
  await Promise.all([
    build({ ...options, format: 'esm', outfile: join(outDir, `${folder}.mjs`) }),
    build({ ...options, format: 'cjs', outfile: join(outDir, `${folder}.cjs`) }),
  ]);
}

async function describe({ folder, tsconfig }) {
  const packages = {
    name: 'entries-as-packages',
    resolveId(path, importer) {
      if (!importer) return undefined;
      if (!path.startsWith('.')) return { id: path, external: true };
      const id = otherEntry(resolve(dirname(importer), path), folder);
      return id && { id, external: true };
    },
  };
  const types = await rollup({
    input: join(root, 'src', folder, 'public.ts'),
    plugins: [packages, dts({ tsconfig: join(root, tsconfig) })],
  });
  const { output } = await types.generate({ format: 'es' });
  await types.close();
  // Both kinds of module, each with types of its own kind.
  for (const extension of ['d.mts', 'd.cts']) {
    await writeFile(join(outDir, `${folder}.${extension}`), output[0].code);
  }
}

await Promise.all(ENTRIES.map(bundle));
for (const entry of ENTRIES) await describe(entry);
