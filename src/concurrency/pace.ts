/**
 * The part of its deadline that an item may spend waiting for earlier ones. A longer queue would
 * spend the database's time on items that fail before they are answered.
 */
const WAITING_SHARE = 0.25;

/** The weight of the latest batch in the moving average. */
const LATEST_WEIGHT = 0.2;

/** What bounds a queue besides its pace. */
export interface QueueBounds {
  readonly maxBatchSize: number;
  readonly maxBatchesInFlight: number;
  /** How many items may wait or be in flight; fewer when batches take long. */
  readonly maxQueued: number;
  /** An item without an answer after this time fails. */
  readonly deadlineMs: number;
}

/** How long batches take, and so how many items can still be answered in time. */
export class Pace {
  /** A moving average; 0 until the first batch has ended. */
  private batchMs = 0;

  /** Adds the duration of a batch that has ended. */
  add(tookMs: number): void {
    this.batchMs += (tookMs - this.batchMs) * (this.batchMs === 0 ? 1 : LATEST_WEIGHT);
  }

  /** How many items may wait or be in flight at this pace; always one batch may wait. */
  capacity({ maxBatchSize, maxBatchesInFlight, maxQueued, deadlineMs }: QueueBounds): number {
    if (this.batchMs === 0) return maxQueued;
    const batchesInTime = ((deadlineMs * WAITING_SHARE) / this.batchMs) * maxBatchesInFlight;
    const waitingBatches = Math.max(1, Math.floor(batchesInTime) - maxBatchesInFlight);
    return Math.min(maxQueued, (maxBatchesInFlight + waitingBatches) * maxBatchSize);
  }
}
