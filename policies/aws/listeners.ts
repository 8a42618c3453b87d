import type { ListenerState } from "@pulumi/aws/lb";

/** An action of a listener, or of a rule of one. */
interface Action {
  readonly type?: string;
  readonly redirect?: { readonly protocol?: string };
}

/** Protocols are the same in either case: the provider writes them in upper case. */
export const protocolOf = ({ protocol }: { readonly protocol?: string | undefined }): string | undefined =>
  protocol?.toUpperCase();

/** What answers a request in the end: one of the actions, after those that ask who it is of. */
const answering = new Set(["forward", "redirect", "fixed-response"]);

const leadsToHttps = ({ type, redirect }: Action): boolean =>
  type === "redirect" && redirect?.protocol?.toUpperCase() === "HTTPS";

/**
 * Whether a listener that speaks plain HTTP answers nothing but by a redirect to HTTPS. One to `#{protocol}`, which is what is left
 * out, is one to plain HTTP.
 */
export function onlyRedirects({ defaultActions = [] }: { readonly defaultActions?: ListenerState["defaultActions"] }) {
  const actions = (defaultActions as readonly Action[]).filter(({ type }) => answering.has(type ?? ""));
  return actions.length > 0 && actions.every(leadsToHttps);
}

/** Whether a rule of such a listener sends requests on in plain HTTP. It may refuse some by a fixed response. */
export const sendsOn = (actions: readonly Action[]): boolean =>
  actions.some((action) => action.type === "forward" || (action.type === "redirect" && !leadsToHttps(action)));
