import type { FunctionArgs } from "@pulumi/aws/lambda";

import { secretsInVariable } from "../../aws/secrets";
import { wellArchitected } from "../../frame/metadata";
import { type Inputs, rule } from "../../frame/rule";
import { ifKnown } from "../../frame/unknown";

/**
 * Whoever may look at a function sees its environment, in the console, by GetFunction and in every published version. A secret is
 * fetched when the function starts; its name or ARN may stand there. A finding tells names, and no value.
 */
export const lambdaEnvironmentSecrets = rule({
  name: "lambda-environment-secrets",
  description: "Environments of functions hold no secrets.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: wellArchitected("SEC02-BP03"),
  seeAlso: ["Checkov CKV_AWS_45"],
  remediationSteps:
    "keep the secret in Secrets Manager or Parameter Store, and set its ARN or name in the environment.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_identities_secrets.html",

  resources: {
    "aws:lambda/function:Function": ({ environment }: Inputs<FunctionArgs>, { violation, undecided }) => {
      const variables = environment?.variables ?? {};
      const names = Object.keys(variables);
      // A number or a switch is no secret.
      const values = names.map((name) => [name, ifKnown<unknown>(() => variables[name])] as const);
      const found = values.flatMap(([name, value]) =>
        typeof value === "string" && secretsInVariable(name, value).length > 0 ? [name] : [],
      );
      if (found.length > 0) violation(`environment.variables has a secret in ${found.join(", ")}`);
      const open = values.filter(([name, value]) => value === undefined && tellsOfSecret(name)).map(([name]) => name);
      if (open.length > 0) undecided(`the value of ${open.join(", ")}`);
    },
  },
});

/** Whether a variable of the name would be a secret whatever its value: of others, what is not known yet is taken for none. */
const tellsOfSecret = (name: string): boolean => secretsInVariable(name, "q7Rz_9wXk2LmT4v").length > 0;
