import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { StateResource } from "../../tests/engine/graph";

/** A resource as the SDK sent it to the engine. */
export interface Recorded extends StateResource {
  readonly request: RegisterResourceRequest;
}

type Register = (
  request: RegisterResourceRequest,
  done: (error: unknown, response: RegisterResourceResponse) => void,
) => Promise<void>;

/**
 * What `program` registers with an engine that makes every resource at once and gives each the id `<name>-<type>`. An
 * address has its id for an allocation id, as in AWS. For tests.
 */
export async function recorded(program: () => unknown): Promise<Recorded[]> {
  await pulumi.runtime.setMocks({
    newResource: ({ type, name, inputs, custom }) => {
      const id = custom ? `${name}-${type}` : undefined;
      return { id, state: { ...(inputs as object), allocationId: id, ipv6CidrBlock: "2600:1f18:1:ab00::/56" } };
    },
    call: ({ token }) => {
      throw new Error(`unexpected call of ${token}`);
    },
  });
  const resources: Recorded[] = [];
  const monitor = pulumi.runtime.getMonitor() as unknown as { registerResource: Register };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, done) =>
    register(request, (error, response) => {
      if (!error) resources.push(described(request, response));
      done(error, response);
    });
  await program();
  await pulumi.runtime.disconnect();
  return resources;
}

function described(request: RegisterResourceRequest, response: RegisterResourceResponse): Recorded {
  return {
    urn: response.getUrn(),
    type: request.getType(),
    id: response.getId(),
    parent: request.getParent(),
    inputs: request.getObject()?.toJavaScript() ?? {},
    request,
  };
}
