import { groupBy } from "../../../policies/frame/group-by";
import { type Architecture, type Band, type Box, internet, type Network, type Tier, viewer } from "./model";
import { bottom, type Frame, type Line, lineHeight, padding, type PlacedBox, wrapped } from "./picture";
import { lanesOf, type Leg } from "./ways";

const margin = 8;
const gap = 12;
/** Between what an arrow with a label joins. */
const arrowGap = 36;
const boxWidth = 216;
const leastWidth = 980;
const leastColumn = 216;

/** What a lane takes, and what an arrow from the nearest one to a box. */
export const laneWidth = 16;
const laneMargin = 54;

/** What is where. */
export interface Places {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly boxes: readonly PlacedBox[];
  /** The height at which arrows leave what is above the network for its left side. */
  readonly turn: number;
  /** Where the innermost lanes are, and the one around what is above the network. */
  readonly lanes: { readonly left: number; readonly right: number; readonly around: number };
}

/** Puts the edge above, and the network below it: its tiers as rows, its zones as columns. */
export function placesOf(architecture: Architecture, legs: readonly Leg[]): Places {
  const { network } = architecture;
  const lanes = lanesOf(legs);
  const sides = {
    left: margin + laneMargin + lanes.left.length * laneWidth,
    right: margin + laneMargin + lanes.right.length * laneWidth,
  };
  const columns = network?.zones.length ?? 0;
  const width = Math.max(leastWidth, 2 * margin + sides.left + sides.right + columns * leastColumn);
  const top = edge(architecture, width);
  const turn = Math.max(0, ...top.map(bottom)) + gap;
  const isAround = legs.some(({ way }) => way === "around");
  const below = turn + (isAround ? gap : 0);
  const column = (width - 2 * margin - sides.left - sides.right) / Math.max(1, columns);
  const inside = network && inNetwork(network, legs, { x: margin + sides.left, y: below + gap, column, width });
  return {
    width: width + (isAround ? laneMargin : 0),
    height: (inside?.height ?? below) + margin,
    frames: inside?.frames ?? [],
    boxes: [...top, ...(inside?.boxes ?? [])],
    turn,
    lanes: {
      left: margin + sides.left - laneMargin,
      right: width - margin - sides.right + laneMargin,
      around: width + laneMargin - margin - gap,
    },
  };
}

/**
 * In three columns: viewers, and below them the internet where it gets in; the distribution and below it APIs; the site and below
 * it functions without a network, and what else is open.
 */
function edge({ distribution, sites, apis, functions, exposed, flows }: Architecture, width: number): PlacedBox[] {
  const columns = [margin, (width - boxWidth) / 2, width - margin - boxWidth];
  const rows = (column: number, boxes: readonly Box[], y: number) => {
    const placed: PlacedBox[] = [];
    for (const one of boxes) {
      placed.push(box(one, { x: columns[column] ?? 0, y: placed.length > 0 ? bottom(last(placed)) + gap : y }));
    }
    return placed;
  };
  const last = (placed: readonly PlacedBox[]) => placed[placed.length - 1] ?? emptyBox;
  const first = [...rows(1, distribution ? [distribution] : [], margin), ...rows(2, sites, margin)];
  const y = first.length > 0 ? Math.max(...first.map(bottom)) + arrowGap : margin;
  const person = (shape: "viewer" | "internet", kind: string, name: string, top: number): PlacedBox => {
    const who = { id: shape, kind, name, details: [], isData: false };
    return { ...box(who, { x: margin, y: top, width: 170 }), shape };
  };
  const viewers = distribution ? [person(viewer, "Viewers", "browsers", margin)] : [];
  const isOpen = flows.some(({ opening }) => opening !== undefined);
  const everyone = isOpen ? [person(internet, "Internet", "everyone", y)] : [];
  return [...viewers, ...everyone, ...first, ...rows(1, apis, y), ...rows(2, [...functions, ...exposed], y)];
}

const emptyBox: PlacedBox = { id: "", shape: "service", x: 0, y: 0, width: 0, height: 0, lines: [], parts: [] };

function box({ id, kind, name, details, isData }: Box, at: { x: number; y: number; width?: number }): PlacedBox {
  const width = at.width ?? boxWidth;
  const lines: Line[] = [
    { strong: kind, text: "" },
    ...[name, ...details].flatMap((text) => wrapped(text, width - 3 * padding)).map((text) => ({ text })),
  ];
  return { ...emptyBox, id, shape: isData ? "data" : "service", ...at, width, height: heightOf(lines), lines };
}

const heightOf = (lines: readonly Line[]): number => lines.length * lineHeight + 2 * padding;

interface Area {
  readonly x: number;
  readonly y: number;
  /** The width of a zone. */
  readonly column: number;
  readonly width: number;
}

function inNetwork(network: Network, legs: readonly Leg[], { x, y, column, width }: Area) {
  const title = 30;
  const header = 26;
  const zones = new Map(network.zones.map((zone, index) => [zone, { x: x + index * column, width: column }]));
  const frames: Frame[] = [];
  const boxes: PlacedBox[] = [];
  let below = y + title;
  for (const [zone, place] of zones) {
    frames.push({ kind: "zone", ...place, y: below, height: header, title: { strong: "Zone", text: zone } });
  }
  below += header;
  for (const tier of network.tiers) {
    const placed = inTier(tier, legs, zones, below);
    const height = placed.bottom - below;
    frames.push({
      kind: "tier",
      x: x - gap,
      y: below,
      width: column * zones.size + 2 * gap,
      height,
      title: { strong: `${tier.name} subnets`, text: tier.wayOut },
    });
    frames.push(...placed.frames);
    boxes.push(...placed.boxes);
    below += height + gap;
  }
  const text = [network.name, ...network.details].join(", ");
  const frame = {
    kind: "network",
    titleX: x - gap,
    x: margin,
    y,
    width: width - 2 * margin,
    height: below - y,
  } as const;
  return { frames: [{ ...frame, title: { strong: "VPC", text } }, ...frames], boxes, height: below };
}

type Zones = ReadonlyMap<string, { readonly x: number; readonly width: number }>;

function inTier({ subnets, inZone, bands }: Tier, legs: readonly Leg[], zones: Zones, y: number) {
  const cellTop = y + 28;
  const boxes: PlacedBox[] = [];
  let below = cellTop + 24;
  const rows = Math.max(0, ...[...zones.keys()].map((zone) => inZone.filter((one) => one.zone === zone).length));
  for (const [zone, place] of zones) {
    let next = below;
    for (const { box: own } of inZone.filter((one) => one.zone === zone)) {
      boxes.push(box(own, { x: place.x + padding, y: next, width: place.width - 2 * padding }));
      next += 2 * lineHeight + 2 * padding + gap;
    }
  }
  below += rows * (2 * lineHeight + 2 * padding + gap);
  bands.forEach((band, index) => {
    const placed = placeBand(band, zones, below);
    const next = bands[index + 1];
    boxes.push(placed);
    below =
      bottom(placed) +
      (legs.some(({ way, from, to }) => way === "down" && from === band.id && to === next?.id) ? arrowGap : gap);
  });
  const frames = [...groupBy(subnets, ({ zone }) => zone)].flatMap(([zone, own]): Frame[] => {
    const place = zones.get(zone);
    const at = place && { x: place.x + 4, width: place.width - 8, y: cellTop, height: below - cellTop };
    return at ? [{ kind: "subnet", ...at, title: { text: own.map(({ cidr }) => cidr).join(", ") } }] : [];
  });
  return { frames, boxes, bottom: below + padding };
}

function placeBand(band: Band, zones: Zones, y: number): PlacedBox {
  const own = [...zones].filter(([zone]) => band.zones.includes(zone)).map(([, place]) => place);
  const x = Math.min(...own.map((place) => place.x)) + padding;
  const width = Math.max(...own.map((place) => place.x + place.width)) - padding - x;
  const inSome = own.length > 1 && own.length < zones.size;
  const details = [...band.details, ...(inSome ? [`in ${band.zones.join(", ")}`] : [])].join(", ");
  const room = width - 3 * padding;
  const isShort = wrapped(`${band.kind} ${band.name}`, room).length === 1;
  const lines: Line[] = [
    { strong: band.kind, text: isShort ? band.name : "" },
    ...[...(isShort ? [] : [band.name]), ...(details === "" ? [] : [details])]
      .flatMap((text) => wrapped(text, room))
      .map((text) => ({ text })),
  ];
  const partHeight = 24;
  const taken = new Map<string, number>();
  const parts = band.parts.flatMap(({ zone, name }) => {
    const place = zones.get(zone);
    const row = taken.get(zone) ?? 0;
    taken.set(zone, row + 1);
    const partY = y + heightOf(lines) - padding / 2 + row * (partHeight + 6);
    return place ? [{ name, x: place.x + 26, y: partY, width: place.width - 52, height: partHeight }] : [];
  });
  const rows = Math.max(0, ...taken.values());
  const height = heightOf(lines) + rows * (partHeight + 6);
  return { ...emptyBox, id: band.id, shape: band.isData ? "data" : "service", x, y, width, height, lines, parts };
}
