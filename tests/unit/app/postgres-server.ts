import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { TLSSocket } from "node:tls";
import type { PGlite } from "@electric-sql/pglite";

interface PostgresServerOptions {
  readonly database: PGlite;
  /** PEM; without it the server has no TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

/** Codes of the first packet (PostgreSQL, "Message Formats", SSLRequest). */
const sslRequest = 80_877_103;

/**
 * PostgreSQL on a port of 127.0.0.1: PGlite behind the start of the wire protocol, which PGlite leaves out, that is TLS
 * and asking for a password. PGlite is one session, so clients take turns.
 */
export class PostgresServer {
  password = "first password";
  /** Which passwords are right, where it is not the one above alone. */
  accepts = (password: string): boolean => password === this.password;
  /** SQLSTATE with which another one is refused. */
  refusal = "28P01";
  /** Connections that asked to sign in. */
  readonly signIns: { readonly user: string | undefined; readonly accepted: boolean }[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer({ noDelay: true }, (socket) => {
    this.sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => this.sockets.delete(socket));
    socket.once("data", (packet) => this.begin(socket, packet));
  });

  constructor(private readonly options: PostgresServerOptions) {}

  /** On the port that is given, or on one that is free. */
  listen(port = 0): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(port, "127.0.0.1", () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  /** Cuts every connection, as a failover does. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.server.close();
    this.cut();
  }

  private begin(socket: Socket, packet: Buffer): void {
    const { tls } = this.options;
    if (packet.readInt32BE(4) !== sslRequest || !tls) {
      socket.write("N");
      return;
    }
    socket.write("S");
    const secured = new TLSSocket(socket, { isServer: true, ...tls });
    secured.on("error", () => undefined);
    secured.once("data", (startup: Buffer) => this.askForPassword(secured, startup));
  }

  private askForPassword(socket: Socket, startup: Buffer): void {
    const fields = startup.subarray(8).toString().split("\0");
    socket.once("data", (answer) => {
      const accepted = this.accepts(answer.subarray(5, -1).toString());
      this.signIns.push({ user: fields[fields.indexOf("user") + 1], accepted });
      if (accepted) this.serve(socket, startup);
      else socket.end(message("E", `SFATAL\0C${this.refusal}\0Mauthentication failed\0\0`));
    });
    socket.write(message("R", "\0\0\0\x03"));
  }

  private serve(socket: Socket, startup: Buffer): void {
    let work: Promise<unknown> = Promise.resolve();
    const run = (bytes: Buffer) => {
      work = work.then(async () => socket.write(await this.options.database.execProtocolRaw(bytes)));
    };
    run(startup);
    let pending = Buffer.alloc(0);
    socket.on("data", (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      for (let end = firstEnd(pending); end !== undefined; end = firstEnd(pending)) {
        const whole = pending.subarray(0, end);
        pending = pending.subarray(end);
        if (whole.subarray(0, 1).toString() !== "X") run(whole);
      }
    });
    // A session that ends rolls back what it did not commit.
    socket.on("close", () => void work.then(() => this.options.database.exec("rollback")));
  }
}

function message(type: string, content: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.byteLength(content));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

/** Where the first message ends, if all of it is there. */
function firstEnd(bytes: Buffer): number | undefined {
  if (bytes.length < 5) return undefined;
  const end = 1 + bytes.readInt32BE(1);
  return bytes.length < end ? undefined : end;
}
