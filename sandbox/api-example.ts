/** What the sandbox reads of a stack's outputs. */
export interface StackOutputs {
  readonly api?: {
    readonly endpoint: string;
    /** `GET /api/posts -> function posts` */
    readonly routes: readonly string[];
  };
}

/**
 * A command that calls a stack's API. The local AWS names an API `<id>.execute-api.localhost`, and curl takes any name that
 * ends with `.localhost` to 127.0.0.1. Nothing where no function answers a GET of a fixed path: instances do not run
 * here.
 */
export function apiExample({ api }: StackOutputs): string | undefined {
  if (!api) return undefined;
  const paths = api.routes.flatMap((route) => {
    const [, path] = /^(?:(?:GET|ANY) )?(\/[^{*]*) -> function /.exec(route) ?? [];
    return path === undefined ? [] : [path];
  });
  // A health check shows least.
  const path = paths.find((candidate) => !candidate.endsWith("/health")) ?? paths[0];
  if (path === undefined) return undefined;
  return `curl ${api.endpoint}${path}`;
}
