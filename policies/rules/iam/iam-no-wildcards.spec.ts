import assert from "node:assert/strict";

import { idOf, later, resource } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { always, brief, preview, update } from "../../testing/kit";
import { iamNoWildcards } from "./iam-no-wildcards";

const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

const policy = (statement: object) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Resource: "*", ...statement }] }),
});

judges(iamNoWildcards, {
  types: [
    "aws:iam/policy:Policy",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/userPolicy:UserPolicy",
    "aws:iam/groupPolicy:GroupPolicy",
  ],
  obeys: {
    "named actions": policy({ Action: ["s3:GetObject", "s3:List*"] }),
    "everything that is denied": policy({ Effect: "Deny", Action: "*" }),
    "no statement": { policy: { Version: "2012-10-17" } },
  },
  refuses: {
    everything: [policy({ Action: "*" }), "it allows *"],
    "a service": [policy({ Action: ["s3:GetObject", "kms:*"] }), "it allows kms:*"],
    "a service in another spelling": [policy({ Action: "S3:?*" }), "it allows S3:?*"],
    "a service on one resource": [policy({ Action: "s3:**", Resource: "arn:aws:s3:::site" }), "it allows s3:**"],
    "all of all": [policy({ Action: "*:*" }), "it allows *:*"],
    "all but some": [policy({ NotAction: "iam:*" }), "it allows all but what NotAction names"],
  },
  unknown: { policy: later(policy({ Action: "*" }).policy) },
});

judges(iamNoWildcards, {
  types: [
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:iam/userPolicyAttachment:UserPolicyAttachment",
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
    "aws:iam/policyAttachment:PolicyAttachment",
  ],
  obeys: { "a narrow policy of AWS": { policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccess" } },
  refuses: {
    "the administrator's": [{ policyArn: ADMINISTRATOR }, "AdministratorAccess"],
    "the power user's": [{ policyArn: "arn:aws-cn:iam::aws:policy/PowerUserAccess" }, "PowerUserAccess"],
    "all of IAM": [{ policyArn: "arn:aws:iam::aws:policy/IAMFullAccess" }, "IAMFullAccess"],
  },
  unknown: { policyArn: later(ADMINISTRATOR) },
});

judges(iamNoWildcards, {
  types: [
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  ],
  obeys: {
    none: { policyArns: [] },
    "policies of the account": { policyArns: ["arn:aws:iam::123456789012:policy/a"] },
  },
  refuses: {
    "the administrator's": [{ policyArns: ["arn:aws:iam::123456789012:policy/a", ADMINISTRATOR] }, "policyArns has"],
  },
  unknown: { policyArns: [later(ADMINISTRATOR)] },
});

judges(iamNoWildcards, {
  types: ["aws:iam/role:Role"],
  obeys: {
    "named actions": { inlinePolicies: [{ name: "a", policy: policy({ Action: "s3:Get*" }).policy }] },
    "who may take it": {
      assumeRolePolicy: policy({ Action: "sts:*", Principal: { Service: "a.amazonaws.com" } }).policy,
    },
    "a boundary of AWS": { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
  },
  refuses: {
    "a service in a policy of its own": [
      { inlinePolicies: [{ name: "a", policy: policy({ Action: "dynamodb:*" }).policy }] },
      "it allows dynamodb:*",
    ],
    "the administrator's": [{ managedPolicyArns: [ADMINISTRATOR] }, "managedPolicyArns has"],
    "a boundary that bounds nothing": [{ permissionsBoundary: ADMINISTRATOR }, "permissionsBoundary is no boundary"],
  },
  unknown: { inlinePolicies: [{ name: "a", policy: later(policy({ Action: "*" }).policy) }] },
});

judges(iamNoWildcards, {
  types: ["aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy"],
  obeys: { "named actions": { inlinePolicy: policy({ Action: "s3:Get*" }).policy } },
  refuses: { everything: [{ inlinePolicy: policy({ Action: "*" }).policy }, "it allows *"] },
  unknown: { inlinePolicy: later(policy({ Action: "*" }).policy) },
});

const own = { StringEquals: { "aws:PrincipalAccount": "123456789012" } };

judges(iamNoWildcards, {
  types: [
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:lambda/resourcePolicy:ResourcePolicy",
  ],
  obeys: {
    "a named action for everyone": policy({ Action: "s3:GetObject", Principal: "*" }),
    "everything for everyone of one account": policy({ Action: "s3:*", Principal: "*", Condition: own }),
    "what is denied": policy({ Effect: "Deny", Action: "s3:*", Principal: "*" }),
  },
  refuses: {
    "a service for everyone": [policy({ Action: "s3:*", Principal: "*" }), "it allows s3:* to everyone"],
    "the same of AWS": [policy({ Action: ["sqs:*"], Principal: { AWS: ["*"] } }), "it allows sqs:* to everyone"],
    "all for everyone but one": [
      policy({ Action: "*", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }),
      "it allows * to everyone",
    ],
    "a service for a service": [
      policy({ Action: "sns:*", Principal: { Service: "events.amazonaws.com" } }),
      "it allows sns:* to events.amazonaws.com",
    ],
  },
  unknown: { policy: later(policy({ Action: "s3:*", Principal: "*" }).policy) },
});

describe("iam-no-wildcards of what only the update knows", () => {
  const found = (inputs: object) => [resource("aws:iam/rolePolicy:RolePolicy", "own", { ...inputs })];

  it("is open where an action or a statement is unknown", () => {
    const statement = { Effect: "Allow", Action: ["s3:GetObject", later("s3:*")], Resource: "*" };
    for (const Statement of [[statement], [later(statement)]]) {
      assert.deepEqual(brief(preview(iamNoWildcards, found({ policy: { Statement } }))), ["advisory own"]);
      assert.deepEqual(brief(update(iamNoWildcards, found({ policy: { Statement } }))), ["mandatory own"]);
    }
  });

  it("takes unknown conditions for narrow ones", () => {
    const Statement = [{ Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*", Condition: later(own) }];
    assert.deepEqual(always(iamNoWildcards, found({ policy: { Statement } })), []);
  });
});

describe("iam-no-wildcards of a managed policy", () => {
  const managed = resource("aws:iam/policy:Policy", "wide", policy({ Action: "s3:*" }));
  const role = (inputs: object) => resource("aws:iam/role:Role", "role", { ...inputs });
  const attachment = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attachment", {
    policyArn: idOf(managed),
  });

  it("accepts one that is only a boundary", () => {
    assert.deepEqual(always(iamNoWildcards, [managed, role({ permissionsBoundary: idOf(managed) })]), []);
  });

  it("accepts a boundary that a role names by its name", () => {
    const named = resource("aws:iam/policy:Policy", "wide", { ...policy({ Action: "s3:*" }), name: "limits" });
    const bounded = (arn: string) => role({ permissionsBoundary: arn });
    assert.deepEqual(always(iamNoWildcards, [named, bounded("arn:aws:iam::123456789012:policy/app/limits")]), []);
    const other = bounded("arn:aws:iam::123456789012:policy/app-limits");
    assert.deepEqual(brief(always(iamNoWildcards, [named, other])), ["mandatory wide"]);
  });

  it("refuses one that is attached too", () => {
    const bounded = role({ permissionsBoundary: idOf(managed) });
    assert.deepEqual(brief(always(iamNoWildcards, [managed, bounded, attachment])), ["mandatory wide"]);
    const both = role({ permissionsBoundary: idOf(managed), managedPolicyArns: [idOf(managed)] });
    assert.deepEqual(brief(always(iamNoWildcards, [managed, both])), ["mandatory wide"]);
  });

  it("judges it, and not what attaches it", () => {
    const narrow = resource("aws:iam/policy:Policy", "narrow", policy({ Action: "s3:GetObject" }));
    const attached = resource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", { policyArn: idOf(narrow) });
    assert.deepEqual(always(iamNoWildcards, [narrow, attached, role({ managedPolicyArns: [idOf(narrow)] })]), []);
  });
});

describe("iam-no-wildcards of a resource's policy for an account", () => {
  const key = (account: string) =>
    resource(
      "aws:kms/key:Key",
      "key",
      policy({ Action: "kms:*", Principal: { AWS: `arn:aws:iam::${account}:root` } }),
      { assigned: { arn: "arn:aws:kms:eu-west-1:123456789012:key/a" } },
    );

  it("accepts all of a service for its own account, and for no other", () => {
    assert.deepEqual(update(iamNoWildcards, [key("123456789012")]), []);
    const [found, ...more] = update(iamNoWildcards, [key("210987654321")]);
    assert.deepEqual([found?.level, more], ["mandatory", []]);
    assert.match(found?.message ?? "", /Found: it allows kms:\* to the account 210987654321\./);
  });

  it("leaves it open in a preview that does not know its own account", () => {
    assert.deepEqual(brief(preview(iamNoWildcards, [key("210987654321")])), ["advisory key"]);
  });

  it("knows the account by the providers, and by the resource that a statement names", () => {
    const provider = resource("pulumi:providers:aws", "aws", { allowedAccountIds: '["123456789012"]' });
    assert.deepEqual(preview(iamNoWildcards, [provider, key("123456789012")]), []);
    assert.deepEqual(brief(preview(iamNoWildcards, [provider, key("210987654321")])), ["mandatory key"]);
    const queue = (account: string) =>
      resource(
        "aws:sqs/queuePolicy:QueuePolicy",
        "queue",
        policy({ Action: "sqs:*", Principal: { AWS: account }, Resource: "arn:aws:sqs:eu-west-1:123456789012:jobs" }),
      );
    assert.deepEqual(always(iamNoWildcards, [queue("123456789012")]), []);
    assert.deepEqual(brief(always(iamNoWildcards, [queue("210987654321")])), ["mandatory queue"]);
  });
});

describe("iam-no-wildcards", () => {
  it("does not judge what narrows others", () => {
    const open = policy({ Action: "*", Principal: "*" });
    for (const type of ["aws:ec2/vpcEndpoint:VpcEndpoint", "aws:transfer/user:User"]) {
      assert.deepEqual(always(iamNoWildcards, [resource(type, "one", open)]), []);
    }
    const stack = resource("aws:cloudformation/stack:Stack", "one", {
      policyBody: policy({ Action: "Update:*" }).policy,
    });
    assert.deepEqual(always(iamNoWildcards, [stack]), []);
  });
});
