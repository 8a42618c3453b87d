import { fixedGet } from "../scripts/verify/routes";
import type { StackOutputs } from "./outputs";

/**
 * A command that calls a stack's API itself, without the edge. The local AWS names an API `<id>.execute-api.localhost`, and
 * curl takes any name that ends with `.localhost` to 127.0.0.1.
 */
export function apiExample({ api }: StackOutputs, awsUrl: string): string | undefined {
  const path = examplePath({ api });
  return api && path !== undefined ? `curl ${atPresent(api.endpoint, awsUrl)}${path}` : undefined;
}

/**
 * A text with addresses of the local AWS as they are now: a state has the port of when a resource was made, and the local AWS
 * takes another one where that is in use.
 */
export function atPresent(text: string, awsUrl: string): string {
  return text.replace(/(?<=\.localhost):\d+/g, `:${new URL(awsUrl).port}`);
}

/** A path that a function or an instance answers. Nothing where none answers a GET of a fixed path. */
export function examplePath({ api }: Pick<StackOutputs, "api">): string | undefined {
  const paths = (api?.routes ?? []).flatMap((route) => {
    const fixed = fixedGet(route);
    return fixed === undefined ? [] : [fixed.path];
  });
  // A health check shows least.
  return paths.find((candidate) => !candidate.endsWith("/health")) ?? paths[0];
}
