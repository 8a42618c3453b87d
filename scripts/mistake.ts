/** What whoever called a command got wrong, in one sentence; the command ends with 2. */
export class Mistake extends Error {
  readonly exitCode = 2;
}
