import assert from "node:assert/strict";
import { architectureOf } from "../../../scripts/report/architecture/architecture";
import { description, drawingOf, flowsList, pictureOf } from "../../../scripts/report/architecture/drawing";
import { type Architecture, boxesOf } from "../../../scripts/report/architecture/model";
import {
  bottom,
  type Picture,
  type PlacedBox,
  type Rectangle,
  right,
  wrapped,
} from "../../../scripts/report/architecture/picture";
import { fullStack, graphOf, networkParts, openStack } from "./fixture";

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a);

const isInside = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x && right(inner) <= right(outer) && inner.y >= outer.y && bottom(inner) <= bottom(outer);

describe("the drawing of an architecture", () => {
  const architecture = architectureOf(graphOf(fullStack()));
  const picture = pictureOf(architecture);
  const boxNamed = (name: string): PlacedBox => {
    const found = picture.boxes.find(({ id }) => id.endsWith(`::${name}`));
    assert.ok(found, name);
    return found;
  };
  const frames = (kind: string) => picture.frames.filter((frame) => frame.kind === kind);

  it("places every box once, inside the picture, and none over another", () => {
    assert.equal(picture.boxes.length, boxesOf(architecture).length + 1);
    for (const [index, box] of picture.boxes.entries()) {
      assert.ok(isInside(box, { x: 0, y: 0, ...picture }), box.id);
      for (const other of picture.boxes.slice(index + 1)) assert.ok(!overlap(box, other), `${box.id} ${other.id}`);
      for (const part of box.parts) assert.ok(isInside(part, box), part.name);
    }
  });

  it("has tiers as rows and zones as columns, with what lies in them", () => {
    const tiers = frames("tier");
    assert.deepEqual(
      tiers.map(({ title }) => title.strong),
      ["Public subnets", "Private subnets", "Isolated subnets"],
    );
    assert.ok(tiers.every((tier, index) => index === 0 || tier.y >= bottom(tiers[index - 1] ?? tier)));
    const zones = frames("zone");
    assert.deepEqual(
      zones.map(({ title }) => title.text),
      ["eu-west-1a", "eu-west-1b"],
    );
    const [publicTier, privateTier, isolatedTier] = tiers;
    const [a, b] = zones;
    assert.ok(publicTier && privateTier && isolatedTier && a && b);
    assert.equal(frames("subnet").length, 6);
    assert.ok(isInside(boxNamed("nat"), publicTier));
    assert.ok(right(boxNamed("nat")) <= right(a));
    assert.ok(isInside(boxNamed("fleet"), privateTier));
    assert.ok(boxNamed("fleet").x < right(a) && right(boxNamed("fleet")) > b.x);
    assert.ok(isInside(boxNamed("db"), isolatedTier));
    assert.ok(boxNamed("db-replica").x > b.x);
  });

  it("has an arrow with its own number for every flow, which ends at its target", () => {
    assert.deepEqual(
      picture.arrows.map(({ number }) => number),
      architecture.flows.map((_, index) => index + 1),
    );
    for (const [index, { lines }] of picture.arrows.entries()) {
      const flow = architecture.flows[index];
      const target = picture.boxes.find(({ id }) => id === flow?.to);
      assert.ok(target && flow);
      assert.equal(lines.length, flow.from.length);
      for (const line of lines) {
        const end = line.at(-1);
        assert.ok(end && isInside({ ...end, width: 0, height: 0 }, target), target.id);
      }
    }
  });

  const opened = architectureOf(graphOf(openStack()), ({ to }) => to.name === "db");

  it("draws what is open to the internet in red, what is new with a word, and what has no place beside the functions", () => {
    const openings = opened.flows.filter(({ opening }) => opening !== undefined);
    assert.deepEqual(
      openings.map(({ to, opening }) => `${to.split("::").at(3) ?? ""} ${opening ?? ""}`),
      ["site known", "health known", "logs known", "fleet known", "db new", "cache known"],
    );
    const { boxes, arrows, width, height } = pictureOf(opened);
    for (const [index, box] of boxes.entries()) {
      assert.ok(isInside(box, { x: 0, y: 0, width, height }), box.id);
      for (const other of boxes.slice(index + 1)) assert.ok(!overlap(box, other), `${box.id} ${other.id}`);
    }
    for (const { lines, number } of arrows) {
      const target = boxes.find(({ id }) => id === opened.flows[number - 1]?.to);
      for (const line of lines) {
        const end = line.at(-1);
        assert.ok(end && target && isInside({ ...end, width: 0, height: 0 }, target), String(number));
        for (const point of line) assert.ok(isInside({ ...point, width: 0, height: 0 }, { x: 0, y: 0, width, height }));
      }
    }
    const svg = drawingOf(opened, "open").text;
    assert.equal(svg.match(/<g class="arrow open">/g)?.length, openings.length);
    assert.equal(svg.match(/>new<\/text>/g)?.length, 1);
    assert.match(svg, /<g class="internet">/);
    assert.doesNotMatch(drawingOf(architecture, "closed").text, /class="internet"|class="arrow open"/);
    const flows = flowsList(opened).text;
    assert.match(
      flows,
      /<li class="open"><strong>New: open to the internet\.<\/strong> Internet → RDS for PostgreSQL db: /,
    );
    assert.match(flows, /<li class="open"><strong>Open to the internet\.<\/strong> Internet → S3 bucket logs: its ACL/);
  });

  for (const [name, shown] of [
    ["a stack", architecture],
    ["one that is open", opened],
  ] as const) {
    it(`draws no line through a box of ${name}`, () => drawsThroughNothing(pictureOf(shown)));
  }

  function drawsThroughNothing(picture: Picture): void {
    const widths = (a: number, b: number) => ({ least: Math.min(a, b), size: Math.abs(a - b) });
    const segments = ({ arrows }: Picture) =>
      arrows.flatMap(({ lines }) =>
        lines.flatMap((line) =>
          line.slice(1).map((end, index): Rectangle => {
            const start = line[index] ?? end;
            const [x, y] = [widths(start.x, end.x), widths(start.y, end.y)];
            return { x: x.least, y: y.least, width: x.size, height: y.size };
          }),
        ),
      );
    for (const segment of segments(picture)) {
      // A line may touch the sides of what it joins.
      const through = picture.boxes.filter(({ x, y, width, height }) =>
        overlap(segment, { x: x + 1, y: y + 1, width: width - 2, height: height - 2 }),
      );
      assert.deepEqual(through, []);
    }
  }

  it("says in words what it shows", () => {
    const svg = drawingOf(architecture, "Architecture of prod").text;
    assert.match(svg, /<title id="picture-title">Architecture of prod<\/title>\n<desc [^>]*>VPC net with the tiers/);
    assert.match(description(architecture), /Private in eu-west-1a, eu-west-1b/);
    assert.match(flowsList(architecture).text, /<li>Auto Scaling group fleet and Lambda function posts → RDS/);
  });

  it("is of a network alone where there is nothing else, and of nothing where there is nothing", () => {
    const { parts } = networkParts(["Public", "Isolated"]);
    assert.equal(pictureOf(architectureOf(graphOf(parts))).boxes.length, 0);
    assert.match(drawingOf(architectureOf(graphOf([])), "empty").text, /^<svg/);
  });

  it("escapes names", () => {
    const name = "<script>alert(1)</script>";
    const api = { id: "api", kind: "API Gateway", name, details: [name], isData: false };
    const evil: Architecture = { ...architecture, apis: [api] };
    assert.doesNotMatch(drawingOf(evil, name).text + flowsList(evil).text, /<script/);
  });

  it("wraps words, and cuts those that are too long", () => {
    assert.deepEqual(wrapped("one two three", 60), ["one two", "three"]);
    assert.deepEqual(wrapped("abcdefghijklmnop", 60), ["abcdefg…"]);
  });
});
