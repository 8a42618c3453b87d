import * as pulumi from "@pulumi/pulumi";

/** A resource as the last update left it. */
export interface Deployed {
  readonly type: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** A stack's resources, each by its place: {@link placeOf} its URN. */
export type State = ReadonlyMap<string, Deployed>;

/** A resource's types and name, without the stack and the project, which may be called otherwise one day. */
export const placeOf = (urn: string): string => urn.split("::").slice(2).join("::");

/**
 * The running stack before this update. The engine reads it from the backend, as it has done for itself: AWS is not asked.
 * Nothing before the first update that ended well, which is the one that leaves outputs.
 */
export async function deployedState(): Promise<State> {
  const name = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
  const stack = await ask("readStackOutputs", { name });
  // Of a stack without any state the engine cannot tell the rest (`GetStackResourceOutputs` in pkg/backend/backend.go).
  if (Object.keys(stack).length === 0) return new Map();
  const resources = await ask<Deployed>("readStackResourceOutputs", { stackName: name });
  return new Map(Object.entries(resources).map(([urn, resource]) => [placeOf(urn), resource]));
}

async function ask<T>(what: string, args: Readonly<Record<string, string>>): Promise<Readonly<Record<string, T>>> {
  const answer = (await pulumi.runtime.invoke(`pulumi:pulumi:${what}`, args)) as {
    readonly outputs: Record<string, T>;
  };
  return answer.outputs;
}
