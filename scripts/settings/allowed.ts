import { objectIn, type Schema } from "./json-schema";
import { code } from "./markdown";

/**
 * What is allowed for a setting, in words; of what has settings of its own, nothing.
 *
 * @param mostValues More values than these are told by what they have in common.
 */
export function allowed(schema: Schema, mostValues = 20): string {
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives) {
    return alternatives
      .map((one) => `${allowed(one)}${one.description ? `: ${unended(one.description)}` : ""}`)
      .join("; ");
  }
  const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (values && values.length <= mostValues) return values.map((value) => code(String(value))).join(", ");
  if (schema.properties) return "";
  const words = [byType(schema), escaped(schema.errorMessage ?? "")].filter((text) => text !== "");
  return words.join(", ") || "a text";
}

/** Brackets that are none of HTML's. */
const escaped = (text: string) => text.replaceAll(/[<*]/g, "\\$&");

const unended = (sentence: string) => sentence.replace(/\.$/, "");

function byType(schema: Schema): string {
  const { minimum, maximum, exclusiveMinimum, minItems, maxItems, maxLength, additionalProperties } = schema;
  switch (schema.type) {
    case "boolean":
      return "`true`, `false`";
    case "integer":
      return `${minimum} to ${maximum}`;
    case "number":
      return exclusiveMinimum === undefined ? `${minimum} to ${maximum}` : `above ${exclusiveMinimum}, to ${maximum}`;
    case "array": {
      const count =
        maxItems === undefined ? (minItems ? `${minItems} or more` : "any number") : `${minItems ?? 0} to ${maxItems}`;
      const items = objectIn(schema.items) ? "the keys below" : allowed(schema.items ?? {});
      return `a list of ${count}, of ${items}`;
    }
    case "object": {
      const names = allowed((schema.propertyNames ?? {}) as Schema, Infinity);
      const each = objectIn(additionalProperties) ? "the keys below" : allowed((additionalProperties ?? {}) as Schema);
      return `names: ${names}; for each: ${each}`;
    }
    default:
      return maxLength === undefined ? "" : `at most ${maxLength} characters`;
  }
}
