const context = (name: string) => `$context.${name}`;

/**
 * What an HTTP API logs of each request, as a line of JSON ("Customize HTTP API access logs"). Paths are logged as their
 * route, without parameters or query strings, which may hold what logs should not; of headers there is none.
 */
export const accessLogFormat = JSON.stringify({
  requestId: context("requestId"),
  time: context("requestTime"),
  sourceIp: context("identity.sourceIp"),
  routeKey: context("routeKey"),
  status: context("status"),
  responseLength: context("responseLength"),
  responseLatency: context("responseLatency"),
  integrationStatus: context("integrationStatus"),
  integrationLatency: context("integrationLatency"),
  integrationError: context("integrationErrorMessage"),
  authorizerError: context("authorizer.error"),
  error: context("error.message"),
});
