import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A fenced block of a page for developers. */
export interface Example {
  readonly heading: string;
  readonly language: string;
  readonly code: string;
  /** What the page says it prints: the text block after it. */
  readonly prints: string | undefined;
}

const ROOT = join(__dirname, '../../..');
const FRONT_END_PAGE = 'schema/README.md';

/** Every program, command and configuration of a page, in order; by default that for front ends. */
export function readExamples(file = FRONT_END_PAGE): Example[] {
  const page = readFileSync(join(ROOT, file), 'utf8');
  const parts = [
    ...page.matchAll(/^## (?<heading>.+)$|^```(?<language>\w+)\n(?<code>[^]*?)^```$/gm),
  ];
  let heading = '';
  return parts.flatMap(({ groups }, index) => {
    heading = groups?.['heading'] ?? heading;
    const { language, code = '' } = groups ?? {};
    if (language === undefined || language === 'text') return [];
    const next = parts[index + 1]?.groups;
    const prints = next?.['language'] === 'text' ? next['code'] : undefined;
    return [{ heading, language, code, prints }];
  });
}

/** The examples under a heading in a language; throws when there are none. */
export function examplesOf(heading: string, language: string, file = FRONT_END_PAGE): Example[] {
  const found = readExamples(file).filter(
    (example) => example.heading === heading && example.language === language,
  );
  if (found.length === 0) throw new Error(`${file}: no ${language} under "${heading}"`);
  return found;
}

/** The code of an example as it runs against a gateway at another address. */
export function codeFor({ code }: Example, gatewayUrl: string): string {
  return code.replaceAll('http://localhost:4000', gatewayUrl);
}
