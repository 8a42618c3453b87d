import type { Fields, ViewerRequest } from "../../../../infra/edge/viewer-functions/event";

export interface Sent {
  readonly method?: string;
  /** Path with the query string, if any. */
  readonly target?: string;
  readonly host?: string;
  /** Further headers, by name in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The header `Cookie`. */
  readonly cookie?: string;
}

/** What CloudFront hands a function of what a viewer sent. */
export function received({ method = "GET", target = "/", host, headers = {}, cookie = "" }: Sent): ViewerRequest {
  const mark = target.indexOf("?");
  const query = mark === -1 ? undefined : target.slice(mark + 1);
  return {
    method,
    uri: mark === -1 ? target : target.slice(0, mark),
    headers: fields(Object.entries({ ...(host !== undefined && { host }), ...headers })),
    cookies: fields(cookie.split("; ").flatMap(pair)),
    rawQueryString: () => query,
  };
}

function pair(text: string): [name: string, value: string][] {
  const equals = text.indexOf("=");
  return equals === -1 ? [] : [[text.slice(0, equals), text.slice(equals + 1)]];
}

function fields(pairs: readonly (readonly [name: string, value: string])[]): Fields {
  const fields: Fields = {};
  for (const [name, value] of pairs) {
    const first = fields[name];
    if (!first) fields[name] = { value };
    else first.multiValue = [...(first.multiValue ?? [{ value: first.value }]), { value }];
  }
  return fields;
}

/** Plain data, as it goes back to CloudFront. */
export const plain = (value: object): Record<string, unknown> =>
  JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
