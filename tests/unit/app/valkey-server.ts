import type { AddressInfo, Socket } from "node:net";
import { createServer, type Server, type TlsOptions } from "node:tls";

/**
 * The few commands of Valkey that the sample uses, over TLS on a port of 127.0.0.1, in protocol 3; a cluster of one node
 * to clients that ask.
 */
export class ValkeyServer {
  readonly signIns: { readonly user: string; readonly password: string }[] = [];
  readonly commands: string[] = [];
  readonly entries = new Map<string, string>();
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(tls: TlsOptions) {
    this.server = createServer({ ...tls, noDelay: true }, (socket) => {
      this.sockets.add(socket);
      socket.on("error", () => undefined).on("close", () => this.sockets.delete(socket));
      socket.on("data", (chunk: Buffer) => {
        for (const words of commandsIn(chunk.toString())) socket.write(this.answer(words));
      });
    });
  }

  listen(): Promise<number> {
    return new Promise((resolve) => this.server.listen(0, "127.0.0.1", () => resolve(this.port)));
  }

  /** Cuts every connection, and goes on. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.cut();
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private answer([command = "", key = "", ...rest]: readonly string[]): string {
    this.commands.push(command);
    switch (command) {
      case "HELLO":
        this.signIns.push({ user: rest[1] ?? "", password: rest[2] ?? "" });
        return "%1\r\n+proto\r\n:3\r\n";
      case "GET":
        return bulk(this.entries.get(key));
      case "SET":
        if (rest.includes("NX") && this.entries.has(key)) return "_\r\n";
        this.entries.set(key, rest[0] ?? "");
        return "+OK\r\n";
      case "CLUSTER":
        return `*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n${bulk("localhost")}:${this.port}\r\n${bulk("node")}`;
      default:
        return "+OK\r\n";
    }
  }
}

function bulk(text: string | undefined): string {
  return text === undefined ? "_\r\n" : `$${Buffer.byteLength(text)}\r\n${text}\r\n`;
}

/** Commands are arrays of bulk strings: `*2 $3 GET $1 a`, a line each. */
function commandsIn(text: string): string[][] {
  return text
    .split(/\*\d+\r\n(?=\$)/)
    .filter((command) => command !== "")
    .map((command) => command.split("\r\n").filter((_, index) => index % 2 === 1));
}
