let count = 0;

/** An address of this machine that no caller has had yet, so that no rate of another one touches it. */
export function newCallerAddress(): string {
  count += 1;
  return `127.1.${Math.floor(count / 250)}.${(count % 250) + 1}`;
}
