import { elements } from "../frame/elements";
import { isStated } from "../frame/inputs";
import { ifKnown } from "../frame/unknown";

type Inputs = Readonly<Record<string, unknown>>;

/** A policy among the inputs of a resource. */
export interface HeldPolicy {
  /** Where it stands: `policy`, `inlinePolicies[0].policy`. */
  readonly path: string;
  /** Undefined where only the update knows it. */
  readonly policy: unknown;
}

/** Names of inputs that hold nothing but a policy's document. */
const documents = new Set([
  "policy",
  "policyDocument",
  "inlinePolicy",
  "accessPolicies",
  "accessPolicy",
  "resourcePolicy",
]);

/**
 * What is called a policy, and lets nobody do anything: the trust policy of a role, which says who may take it, and policies of
 * sessions, which narrow those of their role.
 */
const others = /^(assumeRole|session)/i;

/** Types whose policy narrows what others allow: what passes an endpoint, and what is left of a role's rights in a session. */
const narrowing = new Set([
  "aws:ec2/vpcEndpoint:VpcEndpoint",
  "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
  "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  "aws:transfer/access:Access",
  "aws:transfer/user:User",
]);

/** Types whose `policy` is the name of one, or says what an update of CloudFormation may change. */
const naming = new Set([
  "aws:cloudformation/stack:Stack",
  "aws:iot/policyAttachment:PolicyAttachment",
  "aws:ses/receiptFilter:ReceiptFilter",
]);

/** Whether it is a resource of AWS, by whichever provider. What components make is judged itself. */
export const isOfAws = (type: string): boolean => /^aws(-native)?:/.test(type);

/**
 * The policies among the inputs of a resource of AWS, of any type: those of identities, of resources, and of parts, such as a role's
 * `inlinePolicies`. They are told by what inputs are called and by how a document looks, so that no type is forgotten.
 */
export function policiesIn(type: string, inputs: Inputs): readonly HeldPolicy[] {
  if (!isOfAws(type) || narrowing.has(type) || naming.has(type)) return [];
  const called = Object.keys(inputs).filter((name) => /polic/i.test(name) && !others.test(name));
  return heldBy(inputs, called, "");
}

function heldBy(inputs: Inputs, names: readonly string[], path: string): readonly HeldPolicy[] {
  return names.flatMap((name) => {
    if (!isStated(inputs, name)) return [];
    return heldIn(
      ifKnown(() => inputs[name]),
      { name, path: `${path}${name}` },
    );
  });
}

interface Place {
  readonly name: string;
  readonly path: string;
}

function heldIn(value: unknown, { name, path }: Place): readonly HeldPolicy[] {
  if (value === undefined) return documents.has(name) ? [{ path, policy: undefined }] : [];
  if (typeof value === "string") return /^\s*\{/.test(value) ? [{ path, policy: value }] : [];
  if (Array.isArray(value)) {
    return elements(() => value as readonly unknown[]).flatMap((part, index) =>
      part instanceof Object ? heldWithin(part as Inputs, `${path}[${index}].`) : [],
    );
  }
  if (!(value instanceof Object)) return [];
  return "Statement" in value ? [{ path, policy: value }] : heldWithin(value as Inputs, `${path}.`);
}

const heldWithin = (part: Inputs, path: string) => heldBy(part, Object.keys(part), path);
