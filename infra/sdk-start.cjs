/**
 * What Pulumi's SDK for Node does at the start of every program and for every resource, and nobody asked for: a quarter of the
 * program's time. Pulumi.yaml has Node load this file first. Nothing that a program sees is another.
 */
const { createRequire } = require("node:module");

const sdk = createRequire(require.resolve("@pulumi/pulumi"));
loadWhenUsed(sdk, "@npmcli/arborist");
formatFramesOnce();

/** The SDK loads npm's installer for serializing functions alone, which no program here does: 0.3 s. It is there once it is used. */
function loadWhenUsed(requireThere, name) {
  const file = requireThere.resolve(name);
  const load = () => {
    if (require.cache[file] === stub) Reflect.deleteProperty(require.cache, file);
    return requireThere(name);
  };
  const exported = (_, key) => (key === "__esModule" ? true : key === "default" ? load() : load()[key]);
  const stub = Object.assign(new module.constructor(file), { loaded: true, exports: new Proxy({}, { get: exported }) });
  require.cache[file] = stub;
}

/**
 * The SDK takes several stack traces for each resource, and ts-node finds the place of every frame in its source map anew: 0.4 s for
 * a hundred resources. A frame is at the same place every time.
 */
function formatFramesOnce() {
  const remembering = new WeakSet();
  let installed;
  Object.defineProperty(Error, "prepareStackTrace", {
    configurable: true,
    get: () => installed,
    set(formatter) {
      installed = typeof formatter !== "function" || remembering.has(formatter) ? formatter : once(formatter);
      if (installed) remembering.add(installed);
    },
  });
}

/** A formatter of stack traces that formats a frame once. What makes no text of them, such as a list, is asked each time. */
function once(format) {
  const known = new Map();
  const lineOf = (frame) => {
    const unmapped = String(frame);
    if (!known.has(unmapped)) known.set(unmapped, format({ name: "", message: "" }, [frame]).replace(/^[^\n]*/, ""));
    return known.get(unmapped);
  };
  return (error, frames) => {
    const head = format(error, []);
    return typeof head === "string" ? head + frames.map(lineOf).join("") : format(error, frames);
  };
}
