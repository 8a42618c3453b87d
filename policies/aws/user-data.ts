import { gunzipSync } from "node:zlib";

/** What a text holds: itself, what it is the encoding of, and what is encoded within it, such as files of cloud-init. */
export function layersOf(text: string): readonly string[] {
  const encoded = text.replace(/\s/g, "");
  const whole = isBase64(encoded) ? decoded(encoded) : undefined;
  if (whole !== undefined) return [text, ...layersOf(whole)];
  const parts = [...text.matchAll(/(?:[A-Za-z0-9+/]{16,}\s*)*[A-Za-z0-9+/]{16,}={0,2}/g)];
  return [text, ...parts.flatMap(([part]) => decoded(part.replace(/\s/g, "")) ?? [])];
}

const isBase64 = (text: string): boolean => text.length >= 16 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/** The text that is encoded, also where it is packed by gzip, as cloud-init takes it; undefined where there is none. */
function decoded(base64: string): string | undefined {
  const bytes = Buffer.from(base64, "base64");
  try {
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: 1 << 20 }) : bytes;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
    return /[\0-\x08\x0e-\x1a]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
