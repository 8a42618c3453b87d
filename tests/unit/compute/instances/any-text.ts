import fc from "fast-check";

/**
 * Any text that a shell can hold, so without NUL, which no setting can state either. fast-check's own unit for it, `binary`, takes
 * two seconds to make.
 */
export const anyText = fc.string({
  unit: fc
    .integer({ min: 1, max: 0x10ffff })
    .filter((point) => point < 0xd800 || point > 0xdfff)
    .map((point) => String.fromCodePoint(point)),
});
