import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Instruction, type Stage } from './read-dockerfile';

const PROJECT = join(__dirname, '../..');

/** A stage as its instructions left it. */
export interface BuiltStage {
  /** The folder that stands for `/`. */
  root: string;
  /** The last WORKDIR, below the root. */
  workdir: string;
  env: Readonly<Record<string, string>>;
}

/**
 * Does what the stages of a Dockerfile say, without a container: each has a folder of its own, and a
 * path in a container is a path below it. So commands must name files relative to their WORKDIR.
 */
export function runStages(stages: readonly Stage[], directory: string): BuiltStage {
  const built = new Map<string, BuiltStage>();
  let last: BuiltStage | undefined;
  for (const stage of stages) {
    const root = join(directory, stage.name);
    mkdirSync(root);
    last = { root, workdir: root, env: {} };
    for (const instruction of stage.instructions) last = follow(instruction, last, built);
    built.set(stage.name, last);
  }
  if (last === undefined) throw new Error('the Dockerfile has no stage');
  return last;
}

function follow(
  { keyword, rest }: Instruction,
  stage: BuiltStage,
  built: ReadonlyMap<string, BuiltStage>,
): BuiltStage {
  switch (keyword) {
    case 'WORKDIR': {
      const workdir = join(stage.root, rest);
      mkdirSync(workdir, { recursive: true });
      return { ...stage, workdir };
    }
    case 'ENV': {
      const added = rest.split(' ').map((pair) => pair.split('=') as [string, string]);
      return { ...stage, env: { ...stage.env, ...Object.fromEntries(added) } };
    }
    case 'COPY':
      copy(rest.split(' '), stage, built);
      return stage;
    case 'RUN':
      execFileSync('sh', ['-c', rest], {
        cwd: stage.workdir,
        env: { ...settingsOfTheMachine(), ...stage.env },
        stdio: 'pipe',
      });
      return stage;
    // What only says how the image is started.
    case 'USER':
    case 'EXPOSE':
    case 'HEALTHCHECK':
    case 'CMD':
      return stage;
    default:
      throw new Error(`${keyword} is not known here`);
  }
}

function copy(
  words: readonly string[],
  stage: BuiltStage,
  built: ReadonlyMap<string, BuiltStage>,
): void {
  const from = /^--from=(.+)$/.exec(words[0] ?? '')?.[1];
  const sources = words.slice(from === undefined ? 0 : 1, -1);
  const origin = from === undefined ? PROJECT : built.get(from)?.root;
  if (origin === undefined) throw new Error(`there is no stage ${String(from)}`);
  if (from === undefined) sources.forEach(checkIsInContext);
  const to = join(stage.workdir, words.at(-1)!);
  for (const source of sources) {
    // A folder is copied as what it contains, a file keeps its name.
    const target = words.at(-1)!.endsWith('/') ? join(to, basename(source)) : to;
    mkdirSync(join(target, '..'), { recursive: true });
    execFileSync('cp', ['-a', join(origin, source), target]);
  }
}

function checkIsInContext(source: string): void {
  const ignore = readFileSync(join(PROJECT, '.container/Dockerfile.dockerignore'), 'utf8');
  if (!ignore.split('\n').includes(`!${source}`))
    throw new Error(`the .dockerignore keeps ${source} out`);
}

/** How this machine reaches its registry, and nothing that npm or jest told their children. */
function settingsOfTheMachine(): NodeJS.ProcessEnv {
  const kept = /^(PATH|HOME|(https?|no)_proxy|npm_config_(registry|cache)|NODE_EXTRA_CA_CERTS)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => kept.test(name)));
}
