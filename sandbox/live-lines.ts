import { clearScreenDown, cursorTo, moveCursor } from "node:readline";

/** Lines at the end of a terminal that are written anew in their place. */
export class LiveLines {
  private shown = 0;

  constructor(private readonly terminal: NodeJS.WriteStream) {}

  /** Writes these lines in the place of the last ones, each cut at the terminal's width: a wrapped one would not be found again. */
  show(lines: readonly string[]): void {
    this.clear();
    const width = this.terminal.columns - 1;
    for (const line of lines) this.terminal.write(`${line.slice(0, width)}\n`);
    this.shown = lines.length;
  }

  clear(): void {
    if (this.shown === 0) return;
    moveCursor(this.terminal, 0, -this.shown);
    cursorTo(this.terminal, 0);
    clearScreenDown(this.terminal);
    this.shown = 0;
  }
}
