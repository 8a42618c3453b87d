import type { EdgeSettings } from "./edge";

export type EdgePreset = EdgeSettings;

/** The sample's site at the distribution's own name, from the cheapest edge locations. */
export const devEdge: EdgePreset = {
  enabled: true,
  site: { folder: "app/site", routing: { "/": "spa" } },
  sessionCookie: "__Host-session",
  headers: {
    contentSecurityPolicy: {
      "default-src": ["'self'"],
      "base-uri": ["'self'"],
      "form-action": ["'self'"],
      "frame-ancestors": ["'none'"],
      "object-src": ["'none'"],
    },
    frameOptions: "DENY",
    referrerPolicy: "strict-origin-when-cross-origin",
    strictTransportSecurity: { maxAgeDays: 365, includeSubdomains: false, preload: false },
  },
  priceClass: "PriceClass_100",
  waf: {
    enabled: false,
    requestsPerFiveMinutes: 2000,
    // It would refuse every request to the API with more than 8 KB, such as a long post. The API has bounds of its own.
    exceptions: { SizeRestrictions_BODY: "everywhere" },
    logRetentionDays: 0,
  },
  accessLogRetentionDays: 7,
  minimumProtocolVersion: "TLSv1.2_2021",
  invalidation: { exactPaths: 100, waitSeconds: 0 },
  deletionProtection: false,
};

/** The same behind a firewall, and not deleted by mistake. */
export const prodEdge: EdgePreset = {
  ...devEdge,
  waf: { ...devEdge.waf, enabled: true, logRetentionDays: 90 },
  accessLogRetentionDays: 90,
  deletionProtection: true,
};
