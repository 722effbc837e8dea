import { type Volume, type VolumeFields } from '../demo/volume';

const FIRST: readonly Omit<Volume, 'version'>[] = [
  {
    ...{ id: '1234', title: 'Middlemarch', author: 'George Eliot', year: 1871 },
    summary: 'A provincial town, a good many marriages, and the reform of nearly everything.',
  },
  {
    ...{ id: '1235', title: 'Moby-Dick', author: 'Herman Melville', year: 1851 },
    summary: 'A captain pursues a whale. There is also a chapter about rope.',
  },
  {
    ...{ id: '1236', title: 'The Count of Monte Cristo', author: 'Alexandre Dumas', year: 1846 },
    summary: 'A sailor is put behind bars by three friends, and takes his time about it.',
  },
  {
    ...{ id: '1237', title: 'Frankenstein', author: 'Mary Shelley', year: 1818 },
    summary: 'A student finishes a project and regrets it at once.',
  },
  {
    ...{ id: '1238', title: 'Twenty Thousand Leagues Under the Seas', author: 'Jules Verne' },
    ...{
      year: 1870,
      summary: 'A professor, his servant and a harpooner are guests of a submarine.',
    },
  },
  {
    ...{ id: '1239', title: 'Pride and Prejudice', author: 'Jane Austen', year: 1813 },
    summary: 'First impressions are formed at a ball, and corrected in the course of a year.',
  },
  {
    ...{ id: '1240', title: 'The Time Machine', author: 'H. G. Wells', year: 1895 },
    summary: 'An inventor comes late to his own dinner, from the other direction.',
  },
  {
    ...{ id: '1241', title: 'Don Quixote', author: 'Miguel de Cervantes', year: 1605 },
    summary: 'A gentleman reads too much and rides out.',
  },
];

/** The records of the demo, in memory: they are as at first after a restart. */
export class DemoVolumes {
  readonly #volumes = new Map(FIRST.map((volume) => [volume.id, { ...volume, version: 1 }]));
  /** The largest fencing token that each record was saved under. */
  readonly #newestTokens = new Map<string, number>();

  list(): readonly Volume[] {
    return [...this.#volumes.values()];
  }

  get(id: string): Volume | undefined {
    return this.#volumes.get(id);
  }

  /** Replaces the fields; undefined if a save under a larger token came before, or there is no such record. */
  save(id: string, fields: VolumeFields, fencingToken: number): Volume | undefined {
    const before = this.#volumes.get(id);
    if (!before || fencingToken < (this.#newestTokens.get(id) ?? 0)) return undefined;
    const volume = { ...fields, id, version: before.version + 1 };
    this.#volumes.set(id, volume);
    this.#newestTokens.set(id, fencingToken);
    return volume;
  }
}
