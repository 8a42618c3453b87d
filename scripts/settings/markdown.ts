const width = 120;

/** A text as code. */
export const code = (text: string) => `\`${text}\``;

/** A paragraph in lines of at most 120 characters; each but the first begins with `indent`. Code breaks at its blanks only. */
export function wrapped(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

/** A fact in a list: its name, and a text or the lines of some YAML. */
export function fact(name: string, text: string): string {
  if (!text.includes("\n")) return wrapped(`- **${name}**: ${text}`, "  ");
  const lines = ["```yaml", ...text.trimEnd().split("\n"), "```"];
  return [`- **${name}**:`, "", ...lines.map((line) => `  ${line}`)].join("\n");
}
