// Used by `.build-package.mjs`: which names of properties the bundle of the client may shorten.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = dirname(fileURLToPath(import.meta.url));
const client = join(root, 'src/client');

/** What leaves the client: the operations of the gateway, and what `*-message.ts` says that is sent. */
const TOLD = /\/generated\/|-messages?\.ts$/;

const isMember = (node) =>
  ts.isTypeElement(node) ||
  ts.isClassElement(node) ||
  ts.isObjectLiteralElementLike(node) ||
  ts.isParameterPropertyDeclaration(node, node.parent);

function visitAll(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => visitAll(child, visit));
}

/** Every name that a file gives to a member of a type, of a class or of an object. */
function memberNames(file) {
  const names = [];
  visitAll(file, (node) => {
    if (isMember(node) && node.name) names.push(node.name.text);
  });
  return names.filter(Boolean);
}

const isOwn = (file) => file.fileName.startsWith(`${client}/`);
const isForeign = ({ declarations = [] }) =>
  declarations.length === 0 || declarations.some((one) => !isOwn(one.getSourceFile()));

/** Every name by which a file of the client uses, or hands over, what the language or the DOM knows. */
function foreignNames(file, checker) {
  const names = [];
  const keep = (name, symbol) => {
    if (!symbol || isForeign(symbol)) names.push(name);
  };
  /** `type` is given where `wanted` is asked for. */
  const keepGiven = (type, wanted, seen = new Set()) => {
    if (seen.has(type) || wanted.flags & ts.TypeFlags.TypeParameter) return;
    seen.add(type);
    const isOpen = wanted.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown);
    const options = wanted.isUnion() ? wanted.types : [wanted];
    for (const property of checker.getPropertiesOfType(type)) {
      if (isOpen) {
        // Such as what is sent as JSON: nobody says what of it is read.
        if (isForeign(property)) continue;
        names.push(property.name);
        keepGiven(checker.getTypeOfSymbol(property), wanted, seen);
      }
      for (const option of options) {
        const symbol = checker.getPropertyOfType(option, property.name);
        if (symbol) keep(property.name, symbol);
      }
    }
  };
  visitAll(file, (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      keep(node.name.text, checker.getSymbolAtLocation(node.name));
    } else if (ts.isObjectBindingPattern(node)) {
      const type = checker.getTypeAtLocation(node);
      for (const { name, propertyName = name, dotDotDotToken } of node.elements) {
        if (!dotDotDotToken) {
          keep(propertyName.text, checker.getPropertyOfType(type, propertyName.text));
        }
      }
    } else if (ts.isObjectLiteralExpression(node)) {
      const wanted = checker.getContextualType(node);
      if (wanted) keepGiven(checker.getTypeAtLocation(node), wanted);
    } else if (ts.isHeritageClause(node)) {
      const type = checker.getTypeAtLocation(node.parent);
      for (const base of node.types) keepGiven(type, checker.getTypeAtLocation(base));
    } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const called = checker.getResolvedSignature(node)?.declaration;
      if (!called || isOwn(called.getSourceFile())) return;
      node.arguments?.forEach((argument, index) => {
        const parameter = called.parameters[Math.min(index, called.parameters.length - 1)];
        if (!parameter) return;
        const wanted = checker.getTypeAtLocation(parameter);
        keepGiven(checker.getTypeAtLocation(argument), wanted);
      });
    }
  });
  return names;
}

/**
 * The names of members that the client alone uses: all of its own, without each name that its public types, the
 * language, the DOM, the gateway or another tab knows it by, as the types say. Nobody keeps a list, so none can be
 * forgotten in it.
 */
export function namesOfTheClientAlone(publicTypes) {
  const { options } = ts.getParsedCommandLineOfConfigFile(
    join(root, '.tsconfig.browser.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: ({ messageText }) => fail(messageText) },
  );
  const program = ts.createProgram([join(client, 'public.ts'), publicTypes], options);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(isOwn);
  const kept = new Set([
    ...memberNames(program.getSourceFile(publicTypes)),
    ...sources.flatMap((file) =>
      TOLD.test(file.fileName) ? memberNames(file) : foreignNames(file, checker),
    ),
  ]);
  const own = sources.flatMap(memberNames);
  return [...new Set(own)].filter((name) => /^[a-z]\w*$/.test(name) && !kept.has(name));
}

function fail(message) {
  throw new Error(String(message));
}
