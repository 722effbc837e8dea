/** The gateway cannot start until something is changed; the message is one line that says what. */
export class LastingFailure extends Error {
  override readonly name: string = 'LastingFailure';
}
