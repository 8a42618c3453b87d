import * as pulumi from "@pulumi/pulumi";

/**
 * A list that is added to for as long as the program makes resources, which it does in one go, and known afterwards: what names
 * all of a kind need not be made last. What comes later is an error.
 */
export class Collected {
  /** All that was added. */
  readonly values: pulumi.Output<string[]>;
  private readonly added: pulumi.Output<string>[] = [];
  private isComplete = false;

  constructor() {
    this.values = pulumi.output(
      Promise.resolve().then(() => {
        this.isComplete = true;
        return pulumi.all(this.added);
      }),
    );
  }

  add(value: pulumi.Output<string>): void {
    if (this.isComplete)
      throw new Error("the list is read already: resources are made in one go, and not inside apply()");
    this.added.push(value);
  }
}
