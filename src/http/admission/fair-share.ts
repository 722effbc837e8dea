import { isFairPart } from '../../concurrency/fair-part';
import { networksOf } from './client-address';

/**
 * A bounded amount that client addresses share. Nobody may hold more than is left free, so that one
 * gets at most a half, two a third each; the last eighth is for those who hold little, so that there
 * is always some left for the next one. The IPv6 networks of one site count together as well.
 */
export class FairShare {
  private readonly held = new Map<string, number>();
  private free: number;

  constructor(private readonly total: number) {
    this.free = total;
  }

  /** Takes so much for the holder, or nothing and answers false. */
  take(holder: string, amount: number): boolean {
    const networks = networksOf(holder);
    const free = this.free - amount;
    for (const { name, parts } of networks) {
      const held = ((this.held.get(name) ?? 0) + amount) / parts;
      if (!isFairPart({ held, free, total: this.total })) return false;
    }
    this.free = free;
    for (const { name } of networks) this.add(name, amount);
    return true;
  }

  /** Gives back what the holder has taken. */
  giveBack(holder: string, amount: number): void {
    this.free += amount;
    for (const { name } of networksOf(holder)) this.add(name, -amount);
  }

  private add(name: string, amount: number): void {
    const held = (this.held.get(name) ?? 0) + amount;
    if (held > 0) this.held.set(name, held);
    else this.held.delete(name);
  }
}
