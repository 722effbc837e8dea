import { CriticalityLevel, diff, validate } from '@graphql-inspector/core';
import { buildSchema, Source } from 'graphql';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCHEMA_FILE = 'schema/schema.graphql';
const DOCUMENT_FOLDERS = ['schema', 'test'];

/** The commit that clients are assumed to know, e.g. a release or the branch to merge into. */
const base = process.env['SCHEMA_BASE'] ?? 'HEAD';

function report(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The text of the schema at the base; undefined outside of a repository that has it. */
function readBase(): string | undefined {
  try {
    const from = `${base}:${SCHEMA_FILE}`;
    return execFileSync('git', ['show', from], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    report(`${SCHEMA_FILE} cannot be read at ${base}: its changes are not checked.`);
    return undefined;
  }
}

function readDocuments(): Source[] {
  const files = DOCUMENT_FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  return files
    .filter((file) => file.endsWith('.graphql') && file !== join(SCHEMA_FILE))
    .map((file) => new Source(readFileSync(file, 'utf8'), file));
}

async function check(): Promise<void> {
  const schema = buildSchema(readFileSync(SCHEMA_FILE, 'utf8'));
  // Each by itself: files of examples repeat the fragments that they use.
  const invalid = readDocuments().flatMap((source) => validate(schema, [source]));
  for (const { source, errors, deprecated } of invalid) {
    for (const { message } of [...errors, ...deprecated]) report(`${source.name}: ${message}`);
    process.exitCode = 1;
  }
  const before = readBase();
  if (before === undefined) return;
  const changes = await diff(buildSchema(before), schema);
  const breaking = changes.filter(
    ({ criticality }) => criticality.level === CriticalityLevel.Breaking,
  );
  const others = changes.filter((change) => !breaking.includes(change));
  for (const { criticality, message } of others) {
    if (criticality.level === CriticalityLevel.Dangerous)
      report(`since ${base}, dangerous: ${message}`);
  }
  for (const { message } of breaking) report(`since ${base}, BREAKING: ${message}`);
  if (breaking.length === 0) return;
  report('Clients break. If that is meant, commit it as a breaking change ("!" in the subject).');
  process.exitCode = 1;
}

void check();
