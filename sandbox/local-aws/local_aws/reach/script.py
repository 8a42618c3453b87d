"""What is loaded before a workload's code in Node: connections to names of databases and caches go through the gateway.

A socket asks it for a door when it is told to connect, and connects there; whoever uses the socket sees nothing of it but
that it takes a moment longer, and TLS is still checked against the name. Where the gateway says no, connecting fails
with its code, at once, where on AWS it would take until a timeout.
"""

VARIABLE = "LOCAL_AWS_REACH"
"""`<port of the gateway>:<token>`."""

SCRIPT = f"""
"use strict";
const net = require("node:net");
const [port, token] = (process.env.{VARIABLE} ?? "").split(":");
const led = /\\.(rds|cache)\\.amazonaws\\.com\\.?$/i;
const connect = net.Socket.prototype.connect;

const doorTo = (host, port_, done) => {{
  let said = "";
  const asked = new net.Socket().setEncoding("utf8");
  connect.call(asked, {{ host: "127.0.0.1", port: Number(port) }});
  asked.on("data", (data) => (said += data));
  asked.on("error", (error) => (said = JSON.stringify({{ code: "ECONNREFUSED", message: error.message }})));
  asked.on("close", () => {{
    try {{
      done(JSON.parse(said));
    }} catch {{
      done({{ code: "ECONNREFUSED", message: "the local AWS does not answer" }});
    }}
  }});
  asked.write(`${{JSON.stringify({{ token, host, port: port_ }})}}\\n`);
}};

const stated = (args) => {{
  if (Array.isArray(args[0])) return args[0];
  const callback = args.findLast((arg) => typeof arg === "function") ?? null;
  if (typeof args[0] === "object" && args[0] !== null) return [args[0], callback];
  return [{{ port: args[0], host: typeof args[1] === "string" ? args[1] : undefined }}, callback];
}};

net.Socket.prototype.connect = function (...args) {{
  const [options, callback] = stated(args);
  if (typeof options.host !== "string" || !led.test(options.host)) return connect.apply(this, args);
  if (callback !== null) this.once("connect", callback);
  this.connecting = true;
  doorTo(options.host, Number(options.port), (door) => {{
    if (this.destroyed) return;
    if (door.port !== undefined) {{
      const {{ lookup, family, localAddress, ...kept }} = options;
      connect.call(this, {{ ...kept, host: "127.0.0.1", port: door.port }});
      return;
    }}
    const said = `connect ${{door.code}} ${{options.host}}:${{options.port}} (${{door.message}})`;
    this.destroy(Object.assign(new Error(said), {{ code: door.code, syscall: "connect", port: options.port }}));
  }});
  return this;
}};
"""
