import { createClient, createCluster, type RedisClientType } from "@redis/client";
import type { Cache } from "./cache";
import type { RedisSettings } from "./settings";

const connectTimeoutMs = 1_000;

type Commands = Pick<RedisClientType, "get" | "set" | "destroy">;

/**
 * Valkey or Redis OSS over verified TLS, connected on first use.
 *
 * It never reconnects in the background, where a frozen function would not notice: a connection that failed is given up,
 * and the next call makes one, with a fresh token. `GuardedCache` decides when that is worth it.
 */
export class RedisCache implements Cache {
  private connection: Promise<Commands> | undefined;

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
    this.connection = undefined;
    connection?.then(
      (client) => client.destroy(),
      () => undefined,
    );
  }

  private connected(): Promise<Commands> {
    return (this.connection ??= this.connect());
  }

  private async connect(): Promise<Commands> {
    const { host, port, cluster, user } = this.settings;
    const credentialsProvider = {
      type: "async-credentials-provider" as const,
      credentials: async () => ({ username: user, password: await this.token() }),
    };
    const socket = { tls: true, connectTimeout: connectTimeoutMs, reconnectStrategy: false } as const;
    const common = { credentialsProvider, disableOfflineQueue: true, maintNotifications: "disabled" } as const;

    let reason: unknown;
    // Without a listener an error would end the process. What matters of it comes back from connecting or the command.
    const remember = (error: unknown) => (reason = error);
    try {
      if (!cluster) {
        return await createClient({ ...common, socket: { ...socket, host, port } })
          .on("error", remember)
          .connect();
      }
      return await createCluster({ rootNodes: [{ socket: { host, port } }], defaults: { ...common, socket } })
        .on("error", remember)
        .connect();
    } catch (error) {
      // A cluster client says only that no node answered; why, it told the listener.
      throw reason ?? error;
    }
  }
}
