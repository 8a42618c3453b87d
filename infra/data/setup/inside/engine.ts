import type { Session, Target } from "./session";

/** What was done, a line each; empty where everything was so already. */
export type Done = string[];

/** A migration that has run, as the database has it. */
export interface Recorded {
  readonly file: string;
  readonly sha256: string;
}

/** How one kind of database is set up. Everything may be done again at any time, and then does nothing. */
export interface Engine {
  open(target: Target): Promise<Session>;
  /** Takes the lock that one setup holds for as long as its session lasts; false if another has it. */
  tryLock(session: Session): Promise<boolean>;
  /** Makes what migrations run as, and where they are recorded. */
  prepareSchema(session: Session): Promise<Done>;
  recorded(session: Session): Promise<Recorded[]>;
  /** The statements of a file, in their order. */
  statements(sql: string): string[];
  /** Where a file is not carried out as a whole: what then has to be known of one that failed. */
  readonly caution: (file: { readonly transaction: boolean }) => string | undefined;
  /** From here on until `record`, statements are the migrations' own. */
  begin(session: Session, file: { readonly transaction: boolean }): Promise<void>;
  /** Ends what `begin` began, with the record that the file has run. */
  record(session: Session, file: Recorded & { readonly transaction: boolean }): Promise<void>;
  /** Ends what `begin` began after a failure. */
  giveUp(session: Session): Promise<void>;
  /** Gives the users what workloads may do, and nothing else. */
  prepareUsers(session: Session, users: readonly string[]): Promise<Done>;
  /** Drops the platform's users that are none of these. */
  tidy(session: Session, users: readonly string[]): Promise<Done>;
}
