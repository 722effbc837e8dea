// Run by `npm run build`: bundles what the package exports besides the gateway, as ESM and CommonJS with
// types. An entry imports the other entries by their names, so that a program has each of them once.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { minify } from 'terser';
import { namesOfTheClientAlone } from './.client-names.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const BROWSER = { tsconfig: '.tsconfig.browser.json', platform: 'browser' };

/** What `exports` in package.json names: `src/<folder>/public.ts` becomes `lock-gateway/<folder>`. */
const ENTRIES = [
  { folder: 'client', ...BROWSER },
  { folder: 'react', ...BROWSER },
  { folder: 'operator', ...BROWSER },
  { folder: 'react-admin', ...BROWSER },
  { folder: 'refine', ...BROWSER },
  { folder: 'guard', tsconfig: 'tsconfig.json', platform: 'neutral' },
];

/** Pure functions that are no part of what their own entry exports: each entry that needs one has a copy. */
const COPIED = ['src/react/lock-change'];

const outDir = join(root, 'dist/package');

/** The name of the other entry that an import leads to, if it leaves the folder. */
function otherEntry(path, folder) {
  const [top, to] = relative(root, path).split(sep);
  if (top !== 'src' || to === folder) return undefined;
  if (COPIED.includes(relative(root, path).split(sep).join('/'))) return undefined;
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

/** The arguments of the first field of a document, as its variables are called: `$id:ID!` becomes `id:$id`. */
const withArguments = (text) =>
  text.replace(
    /\((.*?)\)\{\w+/,
    (head, given) => `${head}(${given.replace(/(\$(\w+)):[^$]*/g, '$2:$1 ').trim()})`,
  );

/** What `withArguments` makes this document of, or the document itself. */
function withoutArguments(text) {
  const short = text.replace(/(\)\{\w+)\(.*?\)/, '$1');
  return withArguments(short) === text ? short : undefined;
}

/**
 * A document needs no indentation and no class, each fragment stands in the bundle once, and arguments that are
 * called as the variables are not said twice.
 */
const shortDocuments = {
  name: 'short-documents',
  setup: (esbuild) =>
    esbuild.onLoad({ filter: /generated[\\/]operations\.ts$/ }, async ({ path }) => {
      const fragments = new Map();
      const shorten = (text) =>
        text
          .replace(/[\s,]+/g, ' ')
          .replace(/ ?([`{}():$!=]|\.\.\.) ?/g, '$1')
          .replace(/fragment (\w+) [^`]*?(?=`|fragment |$)/g, (fragment, name) => {
            fragments.set(name, fragment);
            return `\${${name}}`;
          });
      const source = (await readFile(path, 'utf8'))
        .replace(/`[^`]*`/g, shorten)
        .replace(/new TypedDocumentString\(`([^`]*)`/g, (_, text) => {
          const short = withoutArguments(text);
          // So that what nobody uses is not there.
          if (short !== undefined) return `/* @__PURE__ */ withArguments(\`${short}\``;
          return `(\`${text}\``;
        });
      // A tag, since a constant would be put back in every place.
      const texts = [...fragments].map(
        ([name, text]) => `const ${name} = String.raw\`${text}\`;\n`,
      );
      const helper = `const withArguments = ${withArguments.toString()};\n`;
      return { contents: helper + texts.join('') + source, loader: 'ts' };
    }),
};

const WITH_FIELDS = /src[\\/](client[\\/][^\\/]+|react[\\/].+)\.tsx?$/;

/** Nobody else has the objects with private fields: as ordinary ones they get the shorter names. */
const ordinaryFields = {
  name: 'ordinary-fields',
  setup: (esbuild) =>
    esbuild.onLoad({ filter: WITH_FIELDS }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const loader = path.endsWith('x') ? 'tsx' : 'ts';
      return { contents: source.replace(/#([a-z]\w*)/gi, '$$$1'), loader };
    }),
};

/** `'use client'` is a directive. */
const minified = (code, options) =>
  minify(code, {
    ecma: 2020,
    compress: {
      directives: false,
      passes: 6,
      unsafe_arrows: true,
      pure_getters: true,
      // What repeats is compressed well: functions beside each other, and statements instead of commas.
      hoist_funs: true,
      sequences: false,
    },
    ...options,
  });

/** Shorter names for what a bundle keeps to itself, in the client also without `#`: otherwise it is too large. */
function shortNames(folder) {
  if (folder !== 'client') return { mangleProps: /^\$\w+$/ };
  names ??= namesOfTheClientAlone(join(outDir, 'client.d.mts'));
  return { mangleProps: new RegExp(`^(\\$\\w+|${names.join('|')})$`) };
}
let names;

/** A module with one import for each package that it needs, where esbuild has one for each file that needs it. */
async function importedOnce({ file, code, map }) {
  const merged = await rollup({
    input: file,
    plugins: [
      {
        name: 'one-module',
        resolveId: (id, importer) => (importer ? { id, external: true } : id),
        load: () => ({ code, map }),
      },
    ],
    onLog: (level, log, tell) => log.code === 'MODULE_LEVEL_DIRECTIVE' || tell(level, log),
  });
  const [directive] = /^(['"])use client\1;/.exec(code) ?? [''];
  const { output } = await merged.generate({ file, sourcemap: true, banner: directive });
  await merged.close();
  return { code: output[0].code, map: output[0].map.toString() };
}

async function bundle({ folder, tsconfig, platform }, format, extension) {
  const file = join(outDir, `${folder}.${extension}`);
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src', folder, 'public.ts')],
    outfile: file,
    tsconfig: join(root, tsconfig),
    plugins: [asPackages(folder), shortDocuments, ordinaryFields],
    ...{ platform, format, bundle: true, packages: 'external', target: 'es2022', write: false },
    ...{ sourcemap: 'external', logLevel: 'warning' },
    ...{ minifySyntax: true, ...shortNames(folder) },
  });
  const [map, text] = outputFiles.map((output) => output.text);
  const { code, map: content } =
    format === 'esm' ? await importedOnce({ file, code: text, map }) : { code: text, map };
  const url = `${folder}.${extension}.map`;
  const output = await minified(code, {
    module: format === 'esm',
    sourceMap: { content, url, filename: `${folder}.${extension}` },
  });
  await writeFile(file, output.code);
  await writeFile(`${file}.map`, output.map);
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

await mkdir(outDir, { recursive: true });
for (const entry of ENTRIES) {
  await describe(entry);
  await bundle(entry, 'esm', 'mjs');
  await bundle(entry, 'cjs', 'cjs');
}

// What a program that uses both has of us, for size-limit: the entries once, and React as it is.
const both = await build({
  stdin: {
    contents: "export * from 'lock-gateway/client'; export * from 'lock-gateway/react'",
    resolveDir: root,
  },
  external: ['react'],
  ...{ bundle: true, format: 'esm', target: 'es2022', write: false, logLevel: 'warning' },
});
await mkdir(join(root, 'dist/size'), { recursive: true });
const { code } = await minified(both.outputFiles[0].text, { module: true });
await writeFile(join(root, 'dist/size/client-and-react.mjs'), code);
