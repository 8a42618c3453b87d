import type { StateResource } from "../stack";

/** Something that is released by itself: the site, a function, the instances. */
export interface Released {
  /** `site`, `functions/<name>` or `instances`, as in commands and records. */
  readonly of: string;
  /** Bucket that keeps its record. */
  readonly bucket: string;
  /** The release that AWS has live; undefined where nothing has been released yet. */
  live(): Promise<string | undefined>;
  /**
   * Makes an earlier release live, and is done when it is out.
   *
   * @throws Mistake where there is no such release, before anything is done.
   */
  makeLive(to: string, say: (line: string) => void): Promise<void>;
  /** Whether a resource of the state says what is live. */
  isSaidBy(resource: StateResource): boolean;
}
