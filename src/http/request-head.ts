import { type IncomingMessage } from 'node:http';

/** What of a request tells who asks. For as long as a connection stays open, only this is kept. */
export type RequestHead = Pick<IncomingMessage, 'headers' | 'socket'>;
