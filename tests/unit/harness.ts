/**
 * Runs a program against mocked resources and tells what it registered, options included.
 *
 * It closes the gaps of Pulumi's own mocks in one place: resource options (`protect`, `ignoreChanges`, ...) are not handed
 * to mocks, transforms and hooks are refused, and awsx components are opaque (one call, no children), so that their outputs
 * have to be made up.
 */
import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import { disconnect } from "@pulumi/pulumi/runtime/settings";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Name of the parent, or undefined below the stack itself. */
  readonly parent: string | undefined;
  /** Name of the provider that was given, or undefined for the stack's own. */
  readonly provider: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Undefined where the provider decides. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** URNs, or logical names, that it had before. */
  readonly aliases: readonly string[];
  /** Names of the resources with which it is replaced. */
  readonly replaceWith: readonly string[];
  /** URNs that the resource waits for. */
  readonly dependencies: readonly string[];
  /** Names of the hooks before it is created and before it is updated. */
  readonly hooks: { readonly beforeCreate: readonly string[]; readonly beforeUpdate: readonly string[] };
}

export interface Deployment<T> {
  readonly outputs: pulumi.Unwrap<T>;
  readonly resources: readonly Registration[];
  /** The transforms that were handed over with resources, in order. */
  readonly transforms: readonly pulumi.ResourceTransform[];
  /** The hooks that were made. Nothing calls them. */
  readonly hooks: readonly pulumi.ResourceHook[];
  /** All registrations of a type. */
  readonly all: (type: string) => Registration[];
  /** The only registration of a type, or of a type and name. */
  readonly one: (type: string, name?: string) => Registration;
}

export interface DeployOptions {
  readonly project?: string;
  readonly stack?: string;
  readonly preview?: boolean;
  /** Configuration as in a stack file; objects are handed over as JSON, as Pulumi does. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** More outputs of a resource type, such as AWS computes them; `id` is its physical id. */
  readonly computed?: Readonly<Record<string, { readonly id?: string; readonly [output: string]: unknown }>>;
  /** The stack's state before, as the engine tells it: a resource's type and outputs by its URN. */
  readonly before?: Readonly<Record<string, { readonly type: string; readonly outputs: object }>>;
}

// Pulumi keeps of each promise where it was made, to say at a process's end which were never settled, and makes some for every
// property of every resource. A deployment takes half as long without, and a test that waits in vain is told by its timeout.
Object.assign(createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as object, {
  debuggablePromise: <T>(promise: Promise<T>) => promise,
});

export async function deploy<T>(program: () => T, options: DeployOptions = {}): Promise<Deployment<T>> {
  const { project = "web-platform", stack = "dev", preview = false, config = {}, computed = {}, before = {} } = options;
  await pulumi.runtime.setMocks(mocks(computed, before), project, stack, preview, "organization");
  pulumi.runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
    ),
  );
  const resources: Registration[] = [];
  const { transforms, hooks } = acceptCallbacks();
  record(resources);
  const outputs = await withCheapStackTraces(() => resolved(program()));
  await disconnect();

  const all = (type: string) => resources.filter((resource) => resource.type === type);
  const one = (type: string, name?: string): Registration => {
    const found = all(type).filter((resource) => name === undefined || resource.name === name);
    const [only] = found;
    if (!only || found.length > 1) {
      const seen = resources.map((resource) => `${resource.type} ${resource.name}`).join("\n  ");
      throw new Error(`${found.length} of ${type} ${name ?? ""}, expected one of:\n  ${seen}`);
    }
    return only;
  };
  return { outputs, resources, transforms, hooks, all, one };
}

/**
 * Pulumi reads a stack trace for every resource, and leading long ones back to TypeScript takes more than all the rest of a
 * deployment. Frames are as many as Pulumi.yaml has. An error that gets out is still told with lines of TypeScript: its stack is
 * first read after this.
 */
async function withCheapStackTraces<T>(work: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3;
  process.setSourceMapsEnabled(false);
  try {
    return await work();
  } finally {
    process.setSourceMapsEnabled(true);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Unlike `apply`, this fails where computing the value fails. */
function resolved<T>(value: T): Promise<pulumi.Unwrap<T>> {
  return (pulumi.output(value) as unknown as { promise(): Promise<pulumi.Unwrap<T>> }).promise();
}

const mocks = (
  computed: NonNullable<DeployOptions["computed"]>,
  before: NonNullable<DeployOptions["before"]>,
): pulumi.runtime.Mocks => ({
  // The program looks nothing up but its own state (docs/decisions.md), so any other call is a mistake.
  call: ({ token }) => {
    if (token === "pulumi:pulumi:readStackOutputs") return { outputs: before };
    if (token === "pulumi:pulumi:readStackResourceOutputs") return { outputs: before };
    throw new Error(`the program calls ${token}`);
  },
  newResource: ({ type, name, inputs }) => ({
    id: computed[type]?.id ?? `${name}-id`,
    state: {
      arn: `arn:aws:mock:eu-west-1:123456789012:${type}/${name}`,
      name: `${name}-0a1b2c3`,
      region: "eu-west-1",
      ...(type === "awsx:ec2:Vpc" && vpcOutputs(name)),
      ...(type === "aws:ec2/subnet:Subnet" && { availabilityZoneId: zoneId(inputs as SubnetInputs) }),
      ...computed[type],
      ...(inputs as Record<string, unknown>),
    },
  }),
});

const vpcOutputs = (name: string) => ({
  vpcId: `${name}-id`,
  vpc: { id: `${name}-id`, arn: `arn:aws:ec2:eu-west-1:123456789012:vpc/${name}-id` },
  internetGateway: { id: `${name}-gateway-id` },
});

interface SubnetInputs {
  readonly availabilityZone: string;
}

/** As if an account had a region's first letter as its first zone. */
const zoneId = ({ availabilityZone }: SubnetInputs) => `euw1-az${"abcdef".indexOf(availabilityZone.slice(-1)) + 1}`;

interface Monitor {
  registerResource(
    request: RegisterResourceRequest,
    respond: (error: unknown, response: unknown) => void,
  ): Promise<void>;
}

function record(resources: Registration[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, respond) => {
    resources.push({
      type: request.getType(),
      name: request.getName(),
      inputs: inputsOf(request),
      parent: request.getParent().split("::").at(3),
      provider: request.getProvider().split("::").at(3) || undefined,
      protect: request.getProtect() ?? false,
      retainOnDelete: request.getRetainondelete() ?? false,
      deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
      ignoreChanges: request.getIgnorechangesList(),
      aliases: request.getAliasesList().flatMap((alias) => alias.getUrn() || alias.getSpec()?.getName() || []),
      replaceOnChanges: request.getReplaceonchangesList(),
      replaceWith: request.getReplaceWithList().map((urn) => urn.split("::").at(3) ?? ""),
      dependencies: request.getDependenciesList(),
      hooks: {
        beforeCreate: request.getHooks()?.getBeforeCreateList() ?? [],
        beforeUpdate: request.getHooks()?.getBeforeUpdateList() ?? [],
      },
    });
    return register(request, respond);
  };
}

function inputsOf(request: RegisterResourceRequest): Record<string, unknown> {
  const struct = request.getObject();
  return struct ? pulumi.runtime.deserializeProperties(struct) : {};
}

/** Takes transforms and hooks as an engine would, without the server that an engine calls them back on. */
function acceptCallbacks() {
  const transforms: pulumi.ResourceTransform[] = [];
  const hooks: pulumi.ResourceHook[] = [];
  const callbacks = {
    registerTransform: async (transform: pulumi.ResourceTransform) => {
      transforms.push(transform);
      return new Callback();
    },
    registerResourceHook: async (hook: pulumi.ResourceHook) => {
      hooks.push(hook);
    },
    awaitStackRegistrations: async () => undefined,
    shutdown: () => undefined,
  };
  Object.assign((globalThis as unknown as { globalStore: object }).globalStore, {
    supportsTransforms: true,
    supportsResourceHooks: true,
    callbacks,
  });
  return { transforms, hooks };
}
