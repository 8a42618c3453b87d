import assert from "node:assert/strict";

import fc from "fast-check";

import { unknownCheckingProxy } from "../frame/sdk";
import { UNKNOWN } from "../testing/fixtures";
import { countZones } from "./zones";

/** Where a subnet lies, and what of that is known: stated by name, by id, by both or not, and the rest unknown or absent. */
const placed = fc.record({
  zone: fc.integer({ min: 1, max: 4 }),
  name: fc.constantFrom("stated", "unknown", "absent"),
  id: fc.constantFrom("stated", "unknown", "absent"),
});

const show = (how: string, value: string) => (how === "stated" ? value : how === "unknown" ? UNKNOWN : undefined);

describe("countZones", () => {
  it("has the true number of zones between its bounds, whatever is known", () => {
    fc.assert(
      fc.property(fc.array(placed), fc.array(fc.integer({ min: 1, max: 4 })), fc.nat(), (subnets, others, split) => {
        const found = subnets.map(({ zone, name, id }) => ({
          props: unknownCheckingProxy({
            availabilityZone: show(name, `zone-${zone}`),
            availabilityZoneId: show(id, `az${zone}`),
          }) as { availabilityZone?: string; availabilityZoneId?: string },
        }));
        const elsewhere = Math.min(split, others.length);
        const { atLeast, atMost } = countZones({ found, elsewhere, unknown: others.length - elsewhere });
        const truth = new Set([...subnets.map(({ zone }) => zone), ...others]).size;
        assert.ok(atLeast <= truth, `at least ${atLeast}, in truth ${truth}`);
        assert.ok(truth <= atMost, `at most ${atMost}, in truth ${truth}`);
      }),
    );
  });

  it("is exact when every zone is known", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 })), fc.constantFrom("name", "id", "both"), (zones, known) => {
        const found = zones.map((zone) => ({
          props: {
            ...(known !== "id" && { availabilityZone: `zone-${zone}` }),
            ...(known !== "name" && { availabilityZoneId: `az${zone}` }),
          },
        }));
        const { atLeast, atMost } = countZones({ found, elsewhere: 0, unknown: 0 });
        assert.deepEqual([atLeast, atMost], [new Set(zones).size, new Set(zones).size]);
      }),
    );
  });
});
