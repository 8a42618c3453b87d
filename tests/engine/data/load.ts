import { setTimeout } from "node:timers/promises";
import type { Answer } from "../local-aws";

export interface Asked {
  /** When the answer was there, in milliseconds since the load began. */
  readonly at: number;
  readonly status: number;
  readonly body: string;
}

/** Between two requests of a client, in milliseconds. */
const pause = 50;

/**
 * Asks with two clients at once while something happens, and until enough more has been answered as it should be.
 *
 * @param ask a request; it is told its number, so that no two need be the same.
 * @param until how many of the last answers in a row have to be those wanted before it ends.
 */
export async function underLoad(
  ask: (number: number) => Promise<Answer>,
  { wanted, until }: { readonly wanted: number; readonly until: number },
  happens: () => Promise<unknown>,
): Promise<Asked[]> {
  const began = Date.now();
  const asked: Asked[] = [];
  let number = 0;
  let inRow = 0;
  let over = false;
  const client = async () => {
    while (!over || inRow < until) {
      const { status, body } = await ask((number += 1));
      asked.push({ at: Date.now() - began, status, body });
      inRow = over && status === wanted ? inRow + 1 : 0;
      await setTimeout(pause);
    }
  };
  const clients = [client(), client()];
  await happens();
  over = true;
  await Promise.all(clients);
  return asked;
}
