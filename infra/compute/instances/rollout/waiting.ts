import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two looks: few at first, more the longer it takes. */
export interface Pace {
  readonly first: number;
  readonly most: number;
}

export const ordinary: Pace = { first: 1_000, most: 10_000 };

/** By how much a pause is longer than the one before. */
const growth = 1.2;

/** The pauses of somebody who looks again and again, for so many minutes at most. */
export class Waiting {
  private readonly end: number;
  private next: number;

  constructor(
    private readonly pace: Pace,
    minutes: number,
  ) {
    this.end = Date.now() + minutes * 60_000;
    this.next = pace.first;
  }

  get isOver(): boolean {
    return Date.now() >= this.end;
  }

  async pause(): Promise<void> {
    await sleep(this.next);
    this.next = Math.min(this.pace.most, this.next * growth);
  }
}
