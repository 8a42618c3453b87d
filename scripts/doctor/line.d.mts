/** What a check has found: see line.mjs. */
export interface Line {
  readonly mark: "ok" | "note" | "blocker";
  readonly what: string;
  /** What is so, or what is wrong. */
  readonly text: string;
  /** What mends it: a command, or where there is none what to do. */
  readonly command?: string;
}

export declare function ok(what: string, text: string): Line;
export declare function note(what: string, text: string, command?: string): Line;
export declare function blocker(what: string, text: string, command?: string): Line;
export declare function shown(line: Line): string;
export declare function summed(lines: readonly Line[], where: string): { text: string; code: number };
