/**
 * `pulumi-language-nodejs`: how the Pulumi engine runs programs and plugins written for Node, where the host that comes
 * with the official CLI cannot be had. The engine starts it with its own address as last argument, reads the port from
 * the first line of its output, and interrupts it when it is done.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import { stopChildren } from "./children";
import { languageRuntime } from "./service";

/** As large as the engine's own limit: a stack's whole configuration or state may travel in one message. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

function exit(code: number): never {
  stopChildren();
  process.exit(code);
}

// The engine waits up to five seconds for a plugin to end, so end at once. Its end of stdin closes when it is killed.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => exit(0));
process.stdin.on("error", () => exit(0)).on("end", () => exit(0));
process.stdin.resume();

const server = new Server({
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
});
server.addService(LanguageRuntimeService, languageRuntime(process.argv.at(-1) ?? ""));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    console.error(`pulumi-language-nodejs: ${error.message}`);
    exit(1);
  }
  console.log(port);
});
