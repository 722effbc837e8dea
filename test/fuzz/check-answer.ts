import { type HostileCall } from './hostile-call';
import { type RawResult } from './raw-sender';

/** Answers of the gateway never take longer, whatever is asked. */
const SLOWEST_MS = 5_500;

/** The one body that callers read as "you hold no such lock" or "nobody knows you". */
const NOT_FOUND = '{"data":"Not found","code":404}';

/** The rules that an answer to a hostile call breaks, each as a name that groups like ones. */
export function brokenRules({ owed }: HostileCall, { answer, tookMs }: RawResult): string[] {
  const broken: string[] = [];
  if (owed.isAnswered && !answer) broken.push('no answer');
  if (owed.isAnswered && tookMs > SLOWEST_MS) broken.push('slow answer');
  if (!answer) return broken;
  const { status, text } = answer;
  const isFault = (status >= 500 && status !== 503) || text.includes('INTERNAL_SERVER_ERROR');
  if (isFault && !owed.mayFault) broken.push(`fault ${status}`);
  if (status === 404 && text === NOT_FOUND && !owed.mayBeNotFound) {
    broken.push('documented 404 for what is not so');
  }
  const isRight = owed.statuses?.includes(status) ?? true;
  if (!isFault && status !== 503 && !isRight) broken.push(`status ${status}`);
  if (status === 0) broken.push('no HTTP');
  return broken;
}
