import { createClient, createCluster, type RedisClientType } from "@redis/client";
import type { Cache } from "./cache";
import type { RedisSettings } from "./settings";

const connectTimeoutMs = 1_000;

type Commands = Pick<RedisClientType, "get" | "set" | "destroy">;

interface Connection {
  readonly client: Commands;
  readonly ready: Promise<unknown>;
}

/**
 * Valkey or Redis OSS over verified TLS, connected on first use.
 *
 * It never reconnects in the background, where a frozen function would not notice: a connection that failed is given up,
 * and the next call makes one, with a fresh token. `GuardedCache` decides when that is worth it.
 */
export class RedisCache implements Cache {
  private connection: Connection | undefined;

  constructor(
    private readonly settings: RedisSettings,
    /** Makes the password of each connection. */
    private readonly token: () => Promise<string>,
  ) {}

  async get(key: string): Promise<string | undefined> {
    return (await (await this.connected()).get(key)) ?? undefined;
  }

  async set(key: string, value: string, lifetimeMs: number): Promise<void> {
    await (await this.connected()).set(key, value, { expiration: { type: "PX", value: lifetimeMs } });
  }

  async claim(key: string, lifetimeMs: number): Promise<boolean> {
    const options = { condition: "NX", expiration: { type: "PX", value: lifetimeMs } } as const;
    return (await (await this.connected()).set(key, "", options)) === "OK";
  }

  disconnect(): void {
    const connection = this.connection;
    // First, because what the client reports while it is destroyed comes back here.
    this.connection = undefined;
    connection?.client.destroy();
  }

  private async connected(): Promise<Commands> {
    const connection = (this.connection ??= this.connect());
    await connection.ready;
    return connection.client;
  }

  private connect(): Connection {
    const client = this.client();
    let reason: unknown;
    const failed = (error: unknown): void => {
      reason = error;
      if (this.connection?.client === client) this.disconnect();
    };
    client.on("error", failed).on("node-error", failed);
    const ready = client.connect().catch((error: unknown) => {
      // A cluster client says only that no node answered; why, it told the listener.
      throw reason ?? error;
    });
    return { client, ready };
  }

  private client() {
    const { host, port, cluster, user } = this.settings;
    const credentialsProvider = {
      type: "async-credentials-provider" as const,
      credentials: async () => ({ username: user, password: await this.token() }),
    };
    const socket = { tls: true, connectTimeout: connectTimeoutMs, reconnectStrategy: false } as const;
    const common = { credentialsProvider, disableOfflineQueue: true, maintNotifications: "disabled" } as const;
    return cluster
      ? createCluster({ rootNodes: [{ socket: { host, port } }], defaults: { ...common, socket } })
      : createClient({ ...common, socket: { ...socket, host, port } });
  }
}
