/** This part of the whole stays for those who hold little of it. */
const RESERVE = 1 / 8;
/** Out of the reserve nobody may hold more than this part of what is left free. */
const PART_OF_RESERVE = 1 / 16;

/**
 * True when a holder who then has `held` of `total`, with `free` left to all, has a fair part:
 * no more than is left free, and only little once the reserve is touched. However many have taken
 * all they may, a newcomer still gets something.
 */
export function isFairPart({
  held,
  free,
  total,
}: {
  held: number;
  free: number;
  total: number;
}): boolean {
  return free >= total * RESERVE ? held <= free : free > 0 && held <= free * PART_OF_RESERVE;
}
