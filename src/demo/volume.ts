/** What can be edited of a volume. */
export interface VolumeFields {
  readonly title: string;
  readonly author: string;
  readonly year: number;
  readonly summary: string;
}

/** A record of the demo. */
export interface Volume extends VolumeFields {
  readonly id: string;
  /** Rises with each save. */
  readonly version: number;
}
