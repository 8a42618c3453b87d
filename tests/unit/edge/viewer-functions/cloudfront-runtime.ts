/**
 * Runs a function's code as CloudFront does, with no more of the language's library than `cloudfront-js-2.0` has
 * ("JavaScript runtime 2.0 features for CloudFront Functions", CloudFront Developer Guide). What is documented there and of
 * no use to a viewer function is left out: typed arrays, promises, symbols, text encoders and modules.
 */
import { createContext, runInContext } from "node:vm";
import type { ViewerRequest, ViewerResponse } from "../../../../infra/edge/viewer-functions/event";

export type Handler = (request: ViewerRequest) => ViewerRequest | ViewerResponse;

/** Global objects by name, with their own methods and those of their prototype; `all` where it has the whole. */
const library: Readonly<Record<string, "all" | { readonly own: string; readonly prototype: string }>> = {
  Object: {
    own: `assign create defineProperties defineProperty entries freeze getOwnPropertyDescriptor getOwnPropertyDescriptors
      getOwnPropertyNames getPrototypeOf isExtensible isFrozen isSealed keys preventExtensions seal values`,
    prototype: "hasOwnProperty isPrototypeOf propertyIsEnumerable toString valueOf",
  },
  Array: {
    own: "isArray of",
    prototype: `concat copyWithin every fill filter find findIndex forEach includes indexOf join lastIndexOf map pop push reduce
      reduceRight reverse shift slice some sort splice unshift`,
  },
  String: {
    own: "fromCharCode fromCodePoint",
    prototype: `charAt codePointAt concat endsWith includes indexOf lastIndexOf match padEnd padStart repeat replace replaceAll
      search slice split startsWith substr substring toLowerCase toUpperCase trim trimEnd trimStart`,
  },
  RegExp: { own: "", prototype: "exec flags global ignoreCase multiline source sticky test toString" },
  Function: { own: "", prototype: "apply bind call" },
  Boolean: "all",
  Date: "all",
  JSON: "all",
  Math: "all",
  Number: "all",
  Error: "all",
  EvalError: "all",
  RangeError: "all",
  ReferenceError: "all",
  SyntaxError: "all",
  TypeError: "all",
  URIError: "all",
};

const functions = `atob btoa decodeURI decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat
  parseInt`;

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/** @throws where the code does not load, such as for a syntax error. */
export function load(code: string): Handler {
  // "Dynamic code evaluation isn't supported": neither eval nor Function.
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  restrict(runInContext("globalThis", context) as object);
  // "Functions operate in strict mode by default."
  runInContext(`"use strict";\n${code}`, context);
  const call = runInContext(
    `(json, query) => {
      const event = JSON.parse(json);
      event.request.rawQueryString = () => query;
      return JSON.stringify(handler(event));
    }`,
    context,
  ) as (json: string, query: string | undefined) => string;
  return (request) =>
    JSON.parse(call(JSON.stringify({ version: "1.0", request }), request.rawQueryString())) as ReturnType<Handler>;
}

function restrict(global: object): void {
  const objects = global as Record<string, { prototype: object }>;
  keep(global, [...Object.keys(library), ...words(functions)]);
  for (const [name, members] of Object.entries(library)) {
    const object = objects[name];
    if (members === "all" || !object) continue;
    keep(object, [...words(members.own), "prototype", "length", "name"]);
    keep(object.prototype, [...words(members.prototype), "constructor", "length", "name"]);
  }
}

/** Without its other properties, as far as the language lets go of them. */
function keep(object: object, names: readonly string[]): void {
  const others = Object.getOwnPropertyNames(object).filter((name) => !names.includes(name));
  others.forEach((name) => Reflect.deleteProperty(object, name));
}
