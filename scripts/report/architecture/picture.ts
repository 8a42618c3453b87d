/** Where everything of a drawing is, in pixels: what is left is to write it down as SVG. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Frame[];
  readonly boxes: readonly PlacedBox[];
  readonly arrows: readonly Arrow[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rectangle extends Point {
  readonly width: number;
  readonly height: number;
}

/** A line of text, its beginning in bold. */
export interface Line {
  readonly strong?: string;
  readonly text: string;
}

/** What holds other things; its title stands at its upper edge. */
export interface Frame extends Rectangle {
  readonly kind: "network" | "tier" | "zone" | "subnet";
  readonly title: Line;
  /** Where the title begins, unless it is at the left edge. */
  readonly titleX?: number;
}

export interface PlacedBox extends Rectangle {
  readonly id: string;
  readonly shape: "viewer" | "internet" | "service" | "data";
  readonly lines: readonly Line[];
  readonly parts: readonly (Rectangle & { readonly name: string })[];
}

/** The lines of a flow; the last point of each is where its head is. */
export interface Arrow {
  readonly number: number;
  readonly lines: readonly (readonly Point[])[];
  /** Where lines of the same flow join. */
  readonly joints: readonly Point[];
  /** Where its number stands: once for each head. */
  readonly badges: readonly Point[];
  readonly opening?: "known" | "new";
  /** Beside the first number, where there is room for it. */
  readonly label?: { readonly at: Point; readonly text: string };
}

export const right = ({ x, width }: Rectangle): number => x + width;
export const bottom = ({ y, height }: Rectangle): number => y + height;
export const middle = ({ y, height }: Rectangle): number => y + height / 2;
export const center = ({ x, width }: Rectangle): number => x + width / 2;

/** The height of a line, and the space around what is in a box. */
export const lineHeight = 16;
export const padding = 9;

/** A wide estimate for a letter of 13 pixels, since fonts differ from one machine to the next. */
const letterWidth = 7.2;

/** Whether text in a smaller letter has room. */
export const fits = (text: string, width: number): boolean => text.length * 6.8 <= width;

/** Text in as few lines as its words allow; a word that is too long ends in dots. */
export function wrapped(text: string, width: number): string[] {
  const most = Math.floor(width / letterWidth);
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const short = word.length > most ? `${word.slice(0, most - 1)}…` : word;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + short.length <= most) lines[lines.length - 1] = `${last} ${short}`;
    else lines.push(short);
  }
  return lines;
}
