import { type Markup, markup } from "../markup";
import { type Architecture, boxesOf, type Flow, internet, viewer } from "./model";
import {
  type Arrow,
  bottom,
  center,
  type Frame,
  type Line,
  lineHeight,
  padding,
  type Picture,
  type PlacedBox,
  type Point,
  right,
} from "./picture";
import { placesOf } from "./places";
import { routesOf } from "./routes";
import { legsOf } from "./ways";

/** Places all boxes and arrows of an architecture. */
export function pictureOf(architecture: Architecture): Picture {
  const legs = legsOf(architecture);
  const { width, height, frames, boxes, ...places } = placesOf(architecture, legs);
  return { width, height, frames, boxes, arrows: routesOf({ width, height, frames, boxes, ...places }, legs) };
}

/** The picture as SVG, which says in words what it shows. */
export function drawingOf(architecture: Architecture, title: string): Markup {
  const { width, height, frames, boxes, arrows } = pictureOf(architecture);
  return markup`<svg class="architecture" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="picture-title picture-description" xmlns="http://www.w3.org/2000/svg">
<title id="picture-title">${title}</title>
<desc id="picture-description">${description(architecture)}</desc>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z"/></marker><marker id="open-head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>
${frames.map(drawFrame)}
${arrows.map(drawLines)}
${boxes.map(drawBox)}
${arrows.map(drawBadge)}
</svg>`;
}

/** What the picture shows, in sentences. */
export function description(architecture: Architecture): string {
  const { network } = architecture;
  const boxes = boxesOf(architecture).map(({ kind, name }) => `${kind} ${name}`);
  const tiers = (network?.tiers ?? []).map(
    ({ name, subnets }) => `${name} in ${subnets.map(({ zone }) => zone).join(", ")}`,
  );
  return [
    network && `VPC ${network.name} with the tiers ${tiers.join("; ")}.`,
    boxes.length > 0 && `Boxes: ${boxes.join("; ")}.`,
    "The list of flows below has the arrows in words.",
  ]
    .filter(Boolean)
    .join(" ");
}

const rectangle = ({ x, y, width, height }: Frame | PlacedBox | PlacedBox["parts"][number], radius: number): Markup =>
  markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;

function drawFrame(frame: Frame): Markup {
  const { kind, title, y, titleX = frame.x + padding } = frame;
  const isZone = kind === "zone";
  const at = isZone ? { x: center(frame), y: y + 18 } : { x: titleX, y: y + (kind === "subnet" ? 16 : 20) };
  return markup`<g class="${kind}">${!isZone && rectangle(frame, kind === "subnet" ? 4 : 8)}${line(title, isZone ? { ...at, anchor: "middle" } : at)}</g>`;
}

function drawBox(box: PlacedBox): Markup {
  const { shape, lines, parts, x, y } = box;
  const text = lines.map((own, index) =>
    line(own, { x: x + padding + (shape === "data" ? 6 : 0), y: y + padding + 13 + index * lineHeight }),
  );
  return markup`<g class="${shape}">${rectangle(box, shape === "viewer" || shape === "internet" ? 20 : shape === "service" ? 4 : 0)}${shape === "data" && sides(box)}${text}${parts.map(drawPart)}</g>`;
}

/** What tells data from what computes: a line along each side. */
const sides = (box: PlacedBox): Markup =>
  markup`<path d="M${box.x + 6} ${box.y}V${bottom(box)}M${right(box) - 6} ${box.y}V${bottom(box)}"/>`;

const drawPart = (part: PlacedBox["parts"][number]): Markup =>
  markup`<g class="part">${rectangle(part, 12)}${line({ text: part.name }, { x: center(part), y: part.y + 16.5, anchor: "middle" })}</g>`;

function line({ strong, text }: Line, { x, y, anchor }: Point & { readonly anchor?: string }): Markup {
  const bold = strong !== undefined && markup`<tspan class="strong">${strong}</tspan>`;
  return markup`<text x="${x}" y="${y}"${anchor !== undefined && markup` text-anchor="${anchor}"`}>${bold}${bold && text !== "" && " "}${text}</text>`;
}

const drawLines = ({ lines, joints, opening }: Arrow): Markup =>
  markup`<g class="arrow${opening && " open"}">${lines.map((points) => markup`<path d="M${points.map(({ x, y }) => `${x} ${y}`).join("L")}" marker-end="url(#${opening && "open-"}head)"/>`)}${joints.map(({ x, y }) => markup`<circle cx="${x}" cy="${y}" r="3"/>`)}</g>`;

/** Over everything else, so that no line goes through a number. */
const drawBadge = ({ number, badges, label, opening }: Arrow): Markup =>
  markup`<g class="badge${opening && " open"}">${badges.map(
    ({ x, y }) =>
      markup`<circle cx="${x}" cy="${y}" r="10"/><text x="${x}" y="${y + 4.5}" text-anchor="middle">${number}</text>${opening === "new" && markup`<text class="label" x="${x}" y="${y - 14}" text-anchor="middle">new</text>`}`,
  )}${label && markup`<text class="label" x="${label.at.x}" y="${label.at.y}">${label.text}</text>`}</g>`;

/** The flows in words, in the order of their numbers. */
export function flowsList(architecture: Architecture): Markup {
  return markup`<ol class="flows">${architecture.flows.map(
    (flow) =>
      markup`<li${flow.opening && markup` class="open"`}>${warning(flow.opening)}${wordsOf(flow, architecture)}</li>`,
  )}</ol>`;
}

/** What is open to the internet, in words. */
export const openingsOf = (architecture: Architecture): { readonly words: string; readonly isNew: boolean }[] =>
  architecture.flows.flatMap((flow) =>
    flow.opening === undefined ? [] : [{ words: wordsOf(flow, architecture), isNew: flow.opening === "new" }],
  );

const warning = (opening: Flow["opening"]): Markup | undefined =>
  opening && markup`<strong>${opening === "new" ? "New: open" : "Open"} to the internet.</strong> `;

function wordsOf({ from, to, label }: Flow, architecture: Architecture): string {
  const boxes = boxesOf(architecture);
  const name = (id: string) => {
    if (id === internet) return "Internet";
    const box = boxes.find((one) => one.id === id);
    return id === viewer || box === undefined ? "Viewers" : `${box.kind} ${box.name}`;
  };
  return `${from.map(name).join(" and ")} → ${name(to)}: ${label}`;
}
