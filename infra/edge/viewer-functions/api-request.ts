import type { Field, ViewerRequest, ViewerRequestEvent } from "./event";

export interface ApiRequestSettings {
  /** Name of the cookie with the session's token. */
  readonly sessionCookie: string;
}

/**
 * A character that no bearer token has (RFC 6750, section 2.1). It is looked for, and not the token from `^` to `$`, because
 * the runtime's regular expressions are Perl's: `$` would let a line break at the end pass.
 */
const foreign = /[^A-Za-z0-9._~+/=-]/;

/**
 * What becomes of a viewer's request to `/api/*`: the session's cookie becomes `Authorization: Bearer <its value>`, which is
 * what API Gateway's authorizer and the instances verify. A script cannot read an HttpOnly cookie to send it so itself.
 *
 * - A request that brings `Authorization` keeps it, also an empty one: what a program states is not replaced by what its
 *   browser adds.
 * - An empty value, or one with a character that no token has, becomes no header, so that nothing else gets into one.
 * - A cookie that came twice becomes no header: one of the two may be set by another host of the domain, and which one is not
 *   known.
 * - The session's cookie never goes on, header or not: the origin needs no second copy of a credential, and sees one
 *   identity only. Other cookies go on.
 *
 * It verifies nothing. Browsers send the cookie with requests that other sites make, unless it is `SameSite=Lax` or `Strict`.
 */
export function apiRequest(event: ViewerRequestEvent, settings: ApiRequestSettings): ViewerRequest {
  const request = event.request;
  const session = request.cookies[settings.sessionCookie];
  if (session && !request.headers.authorization && isToken(session)) {
    request.headers.authorization = { value: `Bearer ${session.value}` };
  }
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- CloudFront's event is a plain object by name.
  delete request.cookies[settings.sessionCookie];
  return request;
}

const isToken = (cookie: Field): boolean => !cookie.multiValue && cookie.value !== "" && !foreign.test(cookie.value);
