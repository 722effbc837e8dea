import { type Volume, type VolumeFields } from './volume';

/** Why the service did not save, in its words. */
export class SaveRefused extends Error {
  override readonly name = 'SaveRefused';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

const VOLUMES = 'demo/volumes';

/** All records, as they are saved. */
export async function listVolumes(): Promise<readonly Volume[]> {
  return (await read(await fetch(VOLUMES))) as readonly Volume[];
}

/** One record, as it is saved. */
export async function readVolume(id: string): Promise<Volume> {
  return (await read(await fetch(`${VOLUMES}/${id}`))) as Volume;
}

/** Saves under a fencing token; rejects with `SaveRefused` when the service refuses. */
export async function saveVolume(
  id: string,
  fields: VolumeFields,
  fencingToken: number,
): Promise<Volume> {
  const answer = await fetch(`${VOLUMES}/${id}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', 'Fencing-Token': String(fencingToken) },
    body: JSON.stringify(fields),
  });
  return (await read(answer)) as Volume;
}

async function read(answer: Response): Promise<unknown> {
  if (answer.ok) return answer.json();
  const problem = (await answer.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  const { code = '', detail = answer.statusText } = problem;
  throw new SaveRefused(answer.status, String(code), String(detail));
}
