import { type Arrow, bottom, center, fits, middle, type PlacedBox, type Point, right } from "./picture";
import { laneWidth, type Places } from "./places";
import { lanesOf, type Leg } from "./ways";

/** How far before its head an arrow has its number. */
const badgeDistance = 28;

/** How far below the turn of other arrows those from the internet turn. */
const aroundBelow = 10;

/** The arrows of all flows. Those that take the same lane join there. */
export function routesOf(places: Places, legs: readonly Leg[]): Arrow[] {
  const router = new Router(places, legs);
  const numbers = [...new Set(legs.map(({ number }) => number))];
  return numbers.flatMap((number) => router.arrow(legs.filter((leg) => leg.number === number)) ?? []);
}

interface Route {
  readonly line: readonly Point[];
  readonly badge: Point;
  readonly joints?: readonly Point[];
  readonly labelAt?: Point & { readonly width: number };
}

class Router {
  private readonly boxes: ReadonlyMap<string, PlacedBox>;
  private readonly lanes: ReturnType<typeof lanesOf>;

  constructor(
    private readonly places: Places,
    private readonly legs: readonly Leg[],
  ) {
    this.boxes = new Map(places.boxes.map((box) => [box.id, box]));
    this.lanes = lanesOf(legs);
  }

  /** The legs of one flow as one arrow. */
  arrow(legs: readonly Leg[]): Arrow | undefined {
    const routes = legs.flatMap((leg) => this.route(leg) ?? []);
    const [first] = routes;
    const [leg] = legs;
    if (first === undefined || leg === undefined) return undefined;
    return {
      number: leg.number,
      lines: routes.map(({ line }) => line),
      joints: routes.flatMap(({ joints }) => joints ?? []),
      ...(leg.opening && { opening: leg.opening }),
      badges: [...new Map(routes.map(({ badge }) => [`${badge.x} ${badge.y}`, badge])).values()],
      ...(first.labelAt && fits(leg.label, first.labelAt.width) && { label: { at: first.labelAt, text: leg.label } }),
    };
  }

  private route(leg: Leg): Route | undefined {
    const [from, to] = [this.boxes.get(leg.from), this.boxes.get(leg.to)];
    if (from === undefined || to === undefined) return undefined;
    return this[leg.way](leg, from, to);
  }

  private across(_: Leg, from: PlacedBox, to: PlacedBox): Route {
    const [start, end] = [right(from), to.x];
    const y = middle(from);
    const target = y > to.y && y < bottom(to) ? y : middle(to);
    const turn = start + 12;
    const line =
      target === y
        ? [
            { x: start, y },
            { x: end, y },
          ]
        : elbow(start, y, turn, end, target);
    const badge = { x: turn + 14, y: target };
    return { line, badge, labelAt: { x: badge.x + 13, y: target - 8, width: end - badge.x - 16 } };
  }

  private down(_: Leg, from: PlacedBox, to: PlacedBox): Route {
    const x = center(from.width < to.width ? from : to);
    const line = [
      { x, y: bottom(from) },
      { x, y: to.y },
    ];
    const badge = { x, y: (bottom(from) + to.y) / 2 - 4 };
    return { line, badge, labelAt: { x: x + 16, y: badge.y + 4, width: right(to) - x - 16 } };
  }

  /** From what is above the network by the turn, from what is in it straight to the lane. */
  private left(leg: Leg, from: PlacedBox, to: PlacedBox): Route {
    const index = this.lanes.left.indexOf(leg.from);
    const x = this.places.lanes.left - index * laneWidth;
    const y = this.entry(leg, to);
    const isAbove = bottom(from) <= this.places.turn;
    const start = { x: from.x + 40 + index * laneWidth, y: bottom(from) };
    const way = isAbove
      ? [start, { x: start.x, y: this.places.turn }, { x, y: this.places.turn }]
      : [
          { x: from.x, y: middle(from) },
          { x, y: middle(from) },
        ];
    const last = this.legs.filter((other) => other.way === "left" && other.from === leg.from).at(-1);
    return {
      line: [...way, { x, y }, { x: to.x, y }],
      badge: { x: to.x - badgeDistance, y },
      joints: last === leg ? [] : [{ x, y }],
    };
  }

  /** To the lane of the target, where several sources join; the further out a lane, the higher it is entered. */
  private right(leg: Leg, from: PlacedBox, to: PlacedBox): Route {
    const index = this.lanes.right.indexOf(leg.to);
    const x = this.places.lanes.right + index * laneWidth;
    const own = this.lanes.right.filter((target) =>
      this.legs.some((other) => other.from === leg.from && other.to === target),
    );
    const start = from.y + (from.height * (own.length - own.indexOf(leg.to))) / (own.length + 1);
    const y = this.entry(leg, to);
    const first = this.legs.find((other) => other.way === "right" && other.to === leg.to);
    return {
      line: [
        { x: right(from), y: start },
        { x, y: start },
        { x, y },
        { x: right(to), y },
      ],
      badge: { x: right(to) + badgeDistance, y },
      joints: first === leg ? [] : [{ x, y: start }],
    };
  }

  /** Below everything that is above the network, and up on its right; what goes there shares the way. */
  private around(_: Leg, from: PlacedBox, to: PlacedBox): Route {
    const [start, y] = [right(from) - 24, this.places.turn + aroundBelow];
    const x = this.places.lanes.around;
    return {
      line: [
        { x: start, y: bottom(from) },
        { x: start, y },
        { x, y },
        { x, y: middle(to) },
        { x: right(to), y: middle(to) },
      ],
      badge: { x: right(to) + 24, y: middle(to) },
    };
  }

  /** Where an arrow meets the side of its target: those that come from several lanes one below another. */
  private entry(leg: Leg, to: PlacedBox): number {
    const lane = (other: Leg) => (other.way === "left" ? other.from : other.to);
    const same = this.legs.filter((other) => other.way === leg.way && other.to === leg.to);
    const lanes = [...new Set(same.map(lane))];
    return to.y + (to.height * (lanes.indexOf(lane(leg)) + 1)) / (lanes.length + 1);
  }
}

const elbow = (start: number, y: number, turn: number, end: number, target: number): Point[] => [
  { x: start, y },
  { x: turn, y },
  { x: turn, y: target },
  { x: end, y: target },
];
