"""What is loaded before an instance's application, so that nobody but the local AWS reaches it.

On AWS the security groups see to that. Here the application's port is one of the machine's, where any page in a browser and
any other user may try: it listens on 127.0.0.1, whatever it was told, and it answers requests that carry its key, which only
the local AWS knows. What is behind the balancer so stays behind its rules, as functions do (`access`).
"""

HEADER = "x-local-aws-instance"
VARIABLE = "LOCAL_AWS_INSTANCE_KEY"

SCRIPT = f"""
"use strict";
const http = require("node:http");
const net = require("node:net");

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (...args) {{
  const [first, ...rest] = args;
  if (typeof first === "object" && first !== null) {{
    if (first.port === undefined) return listen.apply(this, args);
    return listen.call(this, {{ ...first, host: "127.0.0.1" }}, ...rest);
  }}
  if (typeof first === "string" && !/^\\d+$/.test(first)) return listen.apply(this, args);
  const callback = args.filter((arg) => typeof arg === "function");
  const port = typeof first === "function" ? 0 : (first ?? 0);
  return listen.call(this, {{ port: Number(port), host: "127.0.0.1" }}, ...callback);
}};

const key = process.env.{VARIABLE};
const asked = new Set(["request", "checkContinue", "checkExpectation", "upgrade", "connect"]);
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {{
  if (!asked.has(event)) return emit.call(this, event, request, ...rest);
  if (request.headers["{HEADER}"] !== key) {{
    request.socket.destroy();
    return true;
  }}
  delete request.headers["{HEADER}"];
  const at = request.rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "{HEADER}");
  request.rawHeaders.splice(at, 2);
  return emit.call(this, event, request, ...rest);
}};
"""
