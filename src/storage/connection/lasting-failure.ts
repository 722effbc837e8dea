/** What keeps the gateway from starting until a person changes something; the message is one line that says what. */
export class LastingFailure extends Error {
  override readonly name: string = 'LastingFailure';
}
