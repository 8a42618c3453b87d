import { RunError } from "@pulumi/pulumi";
import { build } from "esbuild";
import type { ApiRequestSettings } from "./api-request";
import type { SiteRequestSettings } from "./site-request";

/** Bytes that CloudFront takes ("Quotas on CloudFront Functions": 10 KB). */
const mostBytes = 10 * 1024;

/**
 * Code of the function for viewers' requests to the site; see {@link siteRequest}.
 *
 * @throws RunError where the routing makes it larger than CloudFront takes.
 */
export function siteRequestCode(settings: SiteRequestSettings): Promise<string> {
  return viewerFunction(
    withSettings("siteRequest", "./site-request", settings),
    "edge.site.routing, with the files that have no extension,",
  );
}

/** Code of the function for viewers' requests to `/api/*`; see {@link apiRequest}. */
export function apiRequestCode(settings: ApiRequestSettings): Promise<string> {
  return viewerFunction(withSettings("apiRequest", "./api-request", settings), "edge.sessionCookie");
}

/** CloudFront calls `handler`. */
function withSettings(name: string, module: string, settings: object): string {
  return [
    `import { ${name} } from "${module}";`,
    `const settings = ${JSON.stringify(settings)};`,
    `function handler(event) { return ${name}(event, settings); }`,
  ].join("\n");
}

/**
 * Compiles a program for the runtime `cloudfront-js-2.0`, in a process of its own while resources register.
 *
 * - Equal sources and settings give equal bytes on every machine and in every folder, so an unchanged function is not
 *   deployed again.
 * - It is not minified: what is in CloudFront's console can be read, and it has room.
 *
 * @param source A script with a function `handler`; what it imports is found from this folder.
 * @param setting What its size depends on.
 * @throws Error where the runtime does not know a statement and it cannot be said otherwise.
 * @throws RunError where it is too large.
 */
export async function viewerFunction(source: string, setting: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: __dirname,
    stdin: { contents: source, resolveDir: __dirname, sourcefile: "handler.js", loader: "js" },
    bundle: true,
    write: false,
    logLevel: "silent",
    platform: "neutral",
    // A script exports nothing; CloudFront finds `handler` at its top level, where nothing uses it.
    format: "esm",
    treeShaking: false,
    // "JavaScript runtime 2.0 features for CloudFront Functions": ECMAScript 5.1 and, of later ones, these.
    target: "es5",
    supported: {
      arrow: true,
      "const-and-let": true,
      "exponent-operator": true,
      "rest-argument": true,
      "template-literal": true,
    },
    // Settings of the type check change nothing here.
    tsconfigRaw: {},
  });
  const code = outputFiles.map((file) => file.text).join("");
  const bytes = Buffer.byteLength(code);
  if (bytes > mostBytes) {
    throw new RunError(
      `${setting} makes a function of ${bytes} bytes; CloudFront takes ${mostBytes}: state less there`,
    );
  }
  return code;
}
