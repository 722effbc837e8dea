/** One instruction, such as `RUN` and `npm ci`. */
export interface Instruction {
  keyword: string;
  rest: string;
}

/** What one `FROM` begins. */
export interface Stage {
  name: string;
  instructions: readonly Instruction[];
}

/** The stages of a Dockerfile, in order; a stage without a name has its number. */
export function readDockerfile(text: string): Stage[] {
  const lines = text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, keyword = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    if (keyword === 'FROM') {
      const name = / AS (\S+)$/.exec(rest)?.[1] ?? String(stages.length);
      stages.push({ name, instructions: [] });
    } else stages.at(-1)!.instructions.push({ keyword, rest });
  }
  return stages;
}

/** The arguments of the last instruction of this kind that is in exec form, such as `CMD ["node"]`. */
export function commandOf(stage: Stage, keyword: string): string[] {
  const rest = stage.instructions.findLast((instruction) => instruction.keyword === keyword)?.rest;
  return JSON.parse(rest?.slice(rest.indexOf('[')) ?? '[]') as string[];
}
