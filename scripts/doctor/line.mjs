/**
 * What a check finds, a line each. A `blocker` is what stops what the doctor was asked about; a `note` is what stops something
 * else, or could not be asked.
 */
const line = (mark, what, text, command) => ({ mark, what, text, ...(command && { command }) });
export const ok = (what, text) => line("ok", what, text);
export const note = (what, text, command) => line("note", what, text, command);
export const blocker = (what, text, command) => line("blocker", what, text, command);

/** As it is printed: `blocker  Python: python3 is not on PATH -> brew install python`. Without colour, for any terminal and any file. */
export const shown = ({ mark, what, text, command }) =>
  `${mark.padEnd(7)}  ${what}: ${text}${command === undefined ? "" : ` -> ${command}`}`;

/** The last line, and the exit code. `where` is what was asked about: `of prod`, `on this machine`. */
export function summed(lines, where) {
  const count = (mark) => lines.filter((line) => line.mark === mark).length;
  const [blockers, notes] = [count("blocker"), count("note")];
  const told = notes === 0 ? "" : `; ${notes} ${notes === 1 ? "note" : "notes"}`;
  if (blockers === 0) return { text: `nothing is in the way ${where}${told}`, code: 0 };
  return { text: `${blockers} ${blockers === 1 ? "thing is" : "things are"} in the way ${where}${told}`, code: 1 };
}
