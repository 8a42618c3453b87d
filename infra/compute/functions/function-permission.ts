import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Invocable } from "./lambda-function";
import { write } from "../routes/pattern";
import type { Route } from "../routes/route";

/** Lets one route of an API call a function's alias. */
export function allowRoute(
  name: string,
  { to, executionArn, route }: { to: Invocable; executionArn: pulumi.Output<string>; route: Route },
  opts: pulumi.CustomResourceOptions,
): aws.lambda.Permission {
  return new aws.lambda.Permission(
    name,
    {
      action: "lambda:InvokeFunction",
      function: to.functionName,
      qualifier: to.aliasName,
      principal: "apigateway.amazonaws.com",
      sourceArn: pulumi.interpolate`${executionArn}/*/${sourceOf(route)}`,
    },
    opts,
  );
}

/**
 * A route in the ARN of a request, `<api>/<stage>/<method>/<path>` ("Control access for invoking an API", API Gateway Developer
 * Guide): `*` stands for any method and for each variable of the path.
 */
export function sourceOf({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method === "ANY" ? "*" : method}${write(path, () => "*")}`;
}
