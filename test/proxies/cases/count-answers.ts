/** What one caller saw: a status, or the error of a call that got no answer. */
export async function statusSeen(call: Promise<{ status: number }>): Promise<string> {
  return call.then(
    ({ status }) => String(status),
    (error: Error) => error.message,
  );
}

/** How often each was seen: `413 x 18, 502 x 2`. */
export function countAnswers(seen: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const one of seen) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => `${one} x ${count}`).join(', ');
}
