import type { Rule } from "../frame/rule";
import { later } from "./fixtures";
import { type Cases, judges } from "./judges";

const allow = (Principal: unknown, more: object = {}) => ({
  Effect: "Allow",
  Principal,
  Action: "*",
  Resource: "*",
  ...more,
});
const policy = (...Statement: readonly object[]) => ({ policy: JSON.stringify({ Version: "2012-10-17", Statement }) });
const ofAccount = { Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } };

const cases: Omit<Cases, "types"> = {
  obeys: {
    "no policy": {},
    "an empty policy": { policy: "" },
    "an account": policy(allow({ AWS: "111122223333" })),
    "a service": policy(allow({ Service: "events.amazonaws.com" })),
    "everyone of an account": policy(allow("*", ofAccount)),
    "everyone of an organization": policy(
      allow({ AWS: "*" }, { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1234567890" } } }),
    ),
    "what is for nobody": policy({ ...allow("*"), Effect: "Deny" }),
  },
  refuses: {
    everyone: [policy(allow("*")), "its policy lets everyone in"],
    "everyone, of AWS": [policy(allow({ AWS: "*" })), "its policy lets everyone in"],
    "everyone in a list": [policy(allow({ AWS: ["111122223333", "*"] })), "its policy lets everyone in"],
    "everyone, as an object": [{ policy: { Statement: [allow("*")] } }, "its policy lets everyone in"],
    "everyone by TLS": [
      policy(allow("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      "its policy lets everyone in",
    ],
    "everyone in the second statement": [policy(allow("*", ofAccount), allow("*")), "its policy lets everyone in"],
    "all but one": [
      policy({ Effect: "Allow", NotPrincipal: { AWS: "111122223333" }, Action: "*", Resource: "*" }),
      "its policy lets everyone in",
    ],
  },
  unknown: { policy: later(policy(allow("*")).policy) },
};

/** The spec of a rule that lets in nobody but those whom the policy of a resource names. */
export const judgesStrangers = (rule: Rule, types: readonly string[]): void => {
  judges(rule, { types, ...cases });
};
