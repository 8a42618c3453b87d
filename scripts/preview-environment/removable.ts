import { ofPullRequests } from "../../bootstrap/settings";

/** A stack as `pulumi stack ls --json` tells of it. */
export interface Stack {
  /** With its organization, or without. */
  readonly name: string;
  /** Absent where nothing was deployed yet. */
  readonly lastUpdate?: string | undefined;
}

const mostDays = 3;

/** What the stack of a pull request is called. */
export const stackOf = (pullRequest: number): string => `${ofPullRequests.name}-${pullRequest}`;

/**
 * The stacks of pull requests that nobody needs any more, by their own names: of those whose pull request does not ask for one, because
 * it is closed or has lost the label, and those that were last deployed three days ago and more. Other stacks are never among them.
 *
 * @param asking numbers of the open pull requests that have the label.
 */
export function removable(stacks: readonly Stack[], asking: readonly number[], now: Date): string[] {
  const kept = new Set(asking.map(stackOf));
  return stacks.flatMap(({ name, lastUpdate }) => {
    const stack = name.split("/").at(-1) ?? "";
    if (!new RegExp(`^${ofPullRequests.name}-\\d+$`).test(stack)) return [];
    const isOld = lastUpdate !== undefined && now.getTime() - Date.parse(lastUpdate) >= mostDays * 24 * 3600 * 1000;
    return kept.has(stack) && !isOld ? [] : [stack];
  });
}
