// Used by `.build-package.mjs`: which names of properties the bundle of the client may shorten.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(fileURLToPath(import.meta.url));
const client = join(root, 'src/client');
const library = join(root, 'node_modules/typescript/lib');

/** What leaves the client: the operations of the gateway, and what `*-message.ts` says that is sent. */
const TOLD = /^generated\/|-messages?\.ts$/;

/** Every name that a file gives to a member of a type, of a class or of an object, or to a global. */
async function memberNames(file) {
  const source = ts.createSourceFile(
    file,
    await readFile(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const names = [];
  const visit = (node) => {
    const isMember =
      ts.isTypeElement(node) ||
      ts.isClassElement(node) ||
      ts.isObjectLiteralElementLike(node) ||
      ts.isParameterPropertyDeclaration(node, node.parent);
    const isGlobal = ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node);
    if ((isMember || isGlobal) && node.name) names.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names.filter(Boolean);
}

const namesIn = async (files) => (await Promise.all(files.map(memberNames))).flat();

/**
 * The names of members that the client alone uses: all of its own, without each name that its public types, the
 * language, the DOM, the gateway or another tab knows. Nobody keeps a list, so none can be forgotten in it.
 */
export async function namesOfTheClientAlone(publicTypes) {
  const libraries = (await readdir(library)).filter((name) =>
    /^lib\.(es|dom).*\.d\.ts$/.test(name),
  );
  const sources = (await readdir(client, { recursive: true })).filter((name) =>
    name.endsWith('.ts'),
  );
  const kept = new Set(
    await namesIn([
      publicTypes,
      ...libraries.map((name) => join(library, name)),
      ...sources.filter((name) => TOLD.test(name)).map((name) => join(client, name)),
    ]),
  );
  const own = await namesIn(sources.map((name) => join(client, name)));
  return [...new Set(own)].filter((name) => /^[a-z]\w*$/.test(name) && !kept.has(name));
}
