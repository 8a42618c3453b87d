import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { rdsProxyTls } from "./rds-proxy-tls";

judges(rdsProxyTls, {
  types: ["aws:rds/proxy:Proxy"],
  obeys: {
    TLS: { requireTls: true },
    "TLS by text": { requireTls: "true" },
  },
  refuses: {
    "plain connections": [{ requireTls: false }, "requireTls is false"],
    "no statement": [{}, "is not set (the default is false)"],
  },
  unknown: { requireTls: later(false) },
});
