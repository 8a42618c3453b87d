import * as pulumi from "@pulumi/pulumi";
import { isOfOneResource } from "../data/final-snapshot";
import { formerName } from "../names";
import { settled } from "../release/aws-access";
import { holdsData, vpc } from "./holds-data";
import { runsNewerMinor } from "./newer-minor";
import { DataLoss, type Loss, lossOf, replacing } from "./refusal";
import { type Deployed, placeOf, type State } from "./state";

/**
 * No update replaces or deletes what holds data (`holdsData`), unless the stack gives it up (`loseData`) by the id that it has in
 * AWS, and that nothing has afterwards.
 *
 * - An update fails before anything is deleted where the program has lost one, and before the successor is made where one would be
 *   replaced. The successor therefore always comes first: the provider would begin by deleting what has a fixed name. What holds
 *   no data may be made or changed by then, which a preview before it prevents.
 * - A preview shows all that would happen, and fails.
 * - `pulumi destroy` runs no program, and is not stopped by this.
 *
 * A read replica holds nothing of its own.
 */
export class KeptData {
  private readonly hook: pulumi.ResourceHook;
  /** The types of a resource and of what it is in, as URNs have them. */
  private readonly chains = new WeakMap<pulumi.Resource, string>();
  private readonly declared = new Set<string>();
  private readonly guarded: pulumi.Resource[] = [];
  private readonly losses: Loss[] = [];

  constructor(
    private readonly before: State,
    private readonly lose: readonly string[],
  ) {
    this.hook = new pulumi.ResourceHook("kept-data", (args) => this.refuseToReplace(args), { onDryRun: true });
  }

  /** For each root of the program: it sees the root, and all that is below. */
  readonly guard: pulumi.ResourceTransformation = ({ resource, type, name, props, opts }) => {
    const parent = opts.parent && this.chains.get(opts.parent);
    const chain = parent === undefined ? type : `${parent}$${type}`;
    this.chains.set(resource, chain);
    for (const known of [name, formerName(name)]) this.declared.add(`${chain}::${known}`);
    if (!(type in holdsData)) return undefined;
    this.guarded.push(resource);
    const place = `${chain}::${name}`;
    if (type !== vpc.wrapper) {
      return {
        props,
        opts: this.withItsVersion(place, props, this.withItsSnapshot(place, props, this.withHook(place, opts))),
      };
    }
    const within: pulumi.ResourceTransform = (child) =>
      child.type === vpc.within
        ? { props: child.props, opts: this.withHook(`${chain}$${child.type}::${child.name}`, child.opts) }
        : undefined;
    return { props, opts: { ...opts, transforms: [within] } };
  };

  private withHook(place: string, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
    const was = this.before.get(place);
    const mayGo = was !== undefined && this.isGivenUp(lossOf(place, was, ""));
    const beforeCreate = [...(opts.hooks?.beforeCreate ?? []), this.hook];
    return { ...opts, hooks: { ...opts.hooks, beforeCreate }, ...(!mayGo && { deleteBeforeReplace: false }) };
  }

  /** The name of its final snapshot is its own from when it has one; what replaces it gets the one that the program states. */
  private withItsSnapshot(
    place: string,
    props: pulumi.Inputs,
    opts: pulumi.CustomResourceOptions,
  ): pulumi.CustomResourceOptions {
    const hasOne = isOfOneResource(this.before.get(place)?.outputs[finalSnapshot]);
    if (!hasOne || props[finalSnapshot] === undefined) return opts;
    return { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), finalSnapshot] };
  }

  /** A newer minor version than the program states stays. */
  private withItsVersion(
    place: string,
    props: pulumi.Inputs,
    opts: pulumi.CustomResourceOptions,
  ): pulumi.CustomResourceOptions {
    if (!runsNewerMinor(this.before.get(place), props)) return opts;
    return { ...opts, ignoreChanges: [...(opts.ignoreChanges ?? []), "engineVersion"] };
  }

  /** To be called when all of the program is declared. @throws DataLoss */
  async isWhole(): Promise<void> {
    const gone = [...this.before].filter(([place, was]) => holdsItsOwn(was) && !this.declared.has(place));
    this.refuse(gone.map(([place, was]) => lossOf(place, was, "would be deleted")));
    if (!pulumi.runtime.isDryRun()) return;
    await Promise.all(this.guarded.map(({ urn }) => settled(urn)));
    if (this.losses.length > 0) throw new DataLoss(pulumi.getStack(), this.losses);
  }

  private refuseToReplace({ urn, newInputs = {} }: pulumi.ResourceHookArgs): void {
    const was = this.before.get(placeOf(urn));
    if (was === undefined) return;
    const fixed = holdsData[was.type === vpc.within ? vpc.wrapper : was.type] ?? [];
    this.refuse([lossOf(placeOf(urn), was, replacing(fixed, was.outputs, newInputs))]);
  }

  /** A preview goes on, so that it can tell of all at once. */
  private refuse(losses: readonly Loss[]): void {
    if (losses.every(this.isGivenUp)) return;
    this.losses.push(...losses);
    if (!pulumi.runtime.isDryRun()) throw new DataLoss(pulumi.getStack(), losses);
  }

  private readonly isGivenUp = ({ id }: Loss): boolean => this.lose.includes(id);
}

const finalSnapshot = "finalSnapshotIdentifier";

const holdsItsOwn = ({ type, outputs }: Deployed): boolean => type in holdsData && !outputs["replicateSourceDb"];
