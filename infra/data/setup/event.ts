/** What the stack asks of the database's setup; nothing in it is secret. */
export type SetupEvent = PrepareEvent | TidyEvent;

/** Before releases: roles, migrations, grants and users. Takes nothing away from workloads that run. */
export interface PrepareEvent {
  readonly task: "prepare";
  /** Database users of all workloads that use the database, see `databaseUser`. */
  readonly users: readonly string[];
  /** SHA-256 in hex of every migration that the stack has, by file name: what is beside the program has to be these. */
  readonly migrations: Readonly<Record<string, string>>;
}

/** After releases: users of workloads that are gone are dropped. */
export interface TidyEvent {
  readonly task: "tidy";
  readonly users: readonly string[];
}

/** What was done, a line each for people to read, such as `made user function_posts`; empty if everything was so already. */
export interface SetupResult {
  readonly done: readonly string[];
}

/** Who signs in. Only the reader has it from somewhere, and hands it to the program inside the network and to nobody else. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What the program inside the network is called with. */
export type InsideEvent = SetupEvent & { readonly credentials: Credentials };

/** Name of the error with which the program inside says that the database refused the password. */
export const passwordRefused = "PasswordRefused";
