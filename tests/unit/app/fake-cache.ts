import type { Cache } from "../../../app/data/cache";
import type { FakeClock } from "./fake-clock";

/** A cache by the test's clock, which can be slow, or fail. */
export class FakeCache implements Cache {
  latencyMs = 0;
  failure: Error | undefined;
  calls = 0;
  disconnections = 0;
  readonly lifetimes = new Map<string, number>();
  private readonly entries = new Map<string, { readonly value: string; readonly endsAt: number }>();

  constructor(private readonly clock: FakeClock) {}

  async get(key: string): Promise<string | undefined> {
    await this.answer();
    const entry = this.entries.get(key);
    return entry && this.clock.now() < entry.endsAt ? entry.value : undefined;
  }

  async set(key: string, value: string, lifetimeMs: number): Promise<void> {
    await this.answer();
    this.lifetimes.set(key, lifetimeMs);
    this.entries.set(key, { value, endsAt: this.clock.now() + lifetimeMs });
  }

  async claim(key: string, lifetimeMs: number): Promise<boolean> {
    await this.answer();
    if (this.clock.now() < (this.entries.get(key)?.endsAt ?? 0)) return false;
    this.entries.set(key, { value: "", endsAt: this.clock.now() + lifetimeMs });
    return true;
  }

  disconnect(): void {
    this.disconnections += 1;
  }

  private async answer(): Promise<void> {
    this.calls += 1;
    if (this.latencyMs > 0) await this.clock.sleep(this.latencyMs);
    if (this.failure) throw this.failure;
  }
}
