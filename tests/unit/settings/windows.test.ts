import assert from "node:assert/strict";
import fc from "fast-check";
import { longEnough, overlap } from "../../../infra/settings/windows";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const pad = (value: number) => String(value).padStart(2, "0");
const clock = (minute: number) => `${pad(Math.floor(minute / 60) % 24)}:${pad(minute % 60)}`;
const moment = (minute: number) => `${days[Math.floor(minute / 1440) % 7]}:${clock(minute % 1440)}`;
const minutesAWeek = 7 * 1440;

describe("windows", () => {
  it("measures windows, also over midnight and over the week's end", () => {
    assert.equal(longEnough("23:45-00:15"), true);
    assert.equal(longEnough("23:45-00:14"), false);
    assert.equal(longEnough("sun:23:30-mon:00:30", 60), true);
    assert.equal(longEnough("sun:23:30-mon:00:29", 60), false);
    assert.equal(longEnough("03:00-03:00"), false);
  });

  it("finds overlaps on any day, over midnight too", () => {
    assert.equal(overlap("sun:03:00-sun:04:00", "01:00-02:00"), false);
    assert.equal(overlap("sun:03:00-sun:04:00", "03:59-04:30"), true);
    assert.equal(overlap("sun:03:00-sun:04:00", "04:00-04:30"), false);
    assert.equal(overlap("sun:23:30-mon:00:30", "00:00-00:45"), true);
    assert.equal(overlap("mon:00:10-mon:00:40", "23:30-00:15"), true);
  });

  it("agrees with counting minutes", () => {
    const week = fc.tuple(fc.nat(minutesAWeek - 1), fc.integer({ min: 1, max: 1439 }));
    const daily = fc.tuple(fc.nat(1439), fc.integer({ min: 1, max: 1439 }));
    fc.assert(
      fc.property(week, daily, ([from, length], [start, lasting]) => {
        const weekly = `${moment(from)}-${moment((from + length) % minutesAWeek)}`;
        const minutes = Array.from({ length }, (_, index) => (from + index) % minutesAWeek);
        const met = minutes.some((minute) => (minute - start + minutesAWeek) % 1440 < lasting);
        assert.equal(overlap(weekly, `${clock(start)}-${clock((start + lasting) % 1440)}`), met);
      }),
    );
  });
});
