import assert from "node:assert/strict";
import type { Group, Refresh } from "../../../../../infra/compute/instances/rollout/group";
import { endedBefore, nextStep } from "../../../../../infra/compute/instances/rollout/next-step";
import { template } from "./fake-fleet";

const group = (launches: string, ...versions: string[]): Group => ({
  name: "users",
  min: 2,
  configuration: template(launches),
  graceSeconds: 180,
  targetGroups: [],
  members: versions.map((version, at) => ({ id: `i-${at}`, version, type: "t4g.small", serves: true })),
});

const refresh = (id: string, version: string, status: Refresh["status"]): Refresh => ({
  id,
  status,
  reason: undefined,
  percent: 0,
  left: 1,
  to: template(version),
});

/** What comes next on the way to version 7, for somebody who first saw the first refreshes, and now sees the others. */
const next = (now: Group, refreshes: readonly Refresh[], first: readonly Refresh[] = refreshes): string =>
  nextStep({ group: now, refreshes }, template("7"), endedBefore(first)).kind;

describe("the next step of a rollout", () => {
  const cases: readonly (readonly [string, string, Readonly<Parameters<typeof next>>])[] = [
    ["is a start where the group launches another version", "start", [group("6", "6", "6"), []]],
    ["is a start where an instance is of another version", "start", [group("7", "7", "6"), []]],
    ["is none where all is of it", "out", [group("7", "7", "7"), []]],
    ["is none where the group has no instance yet", "out", [group("7"), []]],
    ["is a start after one that failed before", "start", [group("6", "6"), [refresh("a", "7", "Failed")]]],
    [
      "is a start after one that succeeded before it was rolled back",
      "start",
      [group("6", "6"), [refresh("a", "7", "Successful")]],
    ],
    ["is to cancel another's", "cancel", [group("6", "6"), [refresh("a", "5", "InProgress")]]],
    ["is to cancel one that bakes", "cancel", [group("6", "6"), [refresh("a", "5", "Baking")]]],
    ["is to wait for one that is cancelled", "wait", [group("6", "6"), [refresh("a", "7", "Cancelling")]]],
    ["is to wait for one that AWS takes back", "wait", [group("6", "6"), [refresh("a", "7", "RollbackInProgress")]]],
    ["is to follow one that somebody started", "follow", [group("6", "6"), [refresh("a", "7", "Pending")]]],
    ["is to follow its own", "follow", [group("6", "7"), [refresh("a", "7", "Baking")], []]],
    [
      "is to follow its own to the end of AWS's rollback",
      "follow",
      [group("6"), [refresh("a", "7", "RollbackInProgress")], []],
    ],
    ["is none when its own has succeeded", "out", [group("7", "7"), [refresh("a", "7", "Successful")], []]],
    ["is a failure when its own has failed", "failed", [group("6", "7"), [refresh("a", "7", "Failed")], []]],
    ["is a failure when somebody cancelled its own", "failed", [group("6", "7"), [refresh("a", "7", "Cancelled")], []]],
    ["is a failure when AWS took it back", "failed", [group("6", "6"), [refresh("a", "7", "RollbackSuccessful")], []]],
  ];
  for (const [what, expected, given] of cases) it(what, () => assert.equal(next(...given), expected));
});
