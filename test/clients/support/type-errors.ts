import { basename } from 'node:path';
import ts from 'typescript';

/** What strict TypeScript has against a module and what it imports, as `file: message`. */
export function typeErrorsOf(file: string, options: ts.CompilerOptions = {}): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: [],
    ...options,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file: source, messageText }) =>
      [basename(source?.fileName ?? ''), ts.flattenDiagnosticMessageText(messageText, ' ')].join(
        ': ',
      ),
    );
}
