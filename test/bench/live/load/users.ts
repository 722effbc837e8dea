/** How many users there are: with 20 connections each, enough for 5,000 subscribers. */
export const LIVE_USERS = 250;

/** The user of a subscriber. */
export function userOf(subscriber: number): number {
  return subscriber % LIVE_USERS;
}
