import type { StackOutputs } from "./outputs";

/**
 * Where a stack's site opens in a browser on this machine; `awsUrl` is that of the local AWS. It names a distribution
 * `<label>.cloudfront.localhost`, and Chromium and Firefox take any name that ends with `.localhost` to 127.0.0.1, and trust
 * it as if it were HTTPS (W3C Secure Contexts): the session's `Secure` cookie is kept.
 */
export function siteAddress({ site }: StackOutputs, awsUrl: string): string | undefined {
  if (!site) return undefined;
  const [label] = site.domainName.split(".");
  return `http://${label}.cloudfront.localhost:${new URL(awsUrl).port}/`;
}
