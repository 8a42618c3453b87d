import { later } from "../../testing/fixtures";
import { judges } from "../../testing/judges";
import { s3NotPublic } from "./s3-not-public";

const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" };
const document = (change: object) => ({ Version: "2012-10-17", Statement: [{ ...statement, ...change }] });
const everybody = "http://acs.amazonaws.com/groups/global/AllUsers";

const cases = (inputs: (policy: unknown) => object) => ({
  obeys: {
    "an account": inputs(document({ Principal: { AWS: "123456789012" } })),
    "a service": inputs(document({ Principal: { Service: "cloudfront.amazonaws.com" } })),
    "a denial": inputs(document({ Effect: "Deny" })),
    "an organization": inputs(document({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
    text: inputs(JSON.stringify(document({ Principal: { AWS: ["123456789012"] } }))),
  },
  refuses: {
    everybody: [inputs(document({})), "its policy lets everybody do s3:GetObject"],
    "everybody in a list, as text": [inputs(JSON.stringify(document({ Principal: { AWS: ["*"] } }))), "lets everybody"],
    "everybody but one": [
      inputs({ Statement: { Effect: "Allow", NotPrincipal: { AWS: "123456789012" }, NotAction: "s3:DeleteBucket" } }),
      "everybody do all but s3:DeleteBucket",
    ],
    "everybody by TLS": [inputs(document({ Condition: { Bool: { "aws:SecureTransport": "true" } } })), "everybody"],
    "everybody of any organization": [
      inputs(document({ Condition: { StringLike: { "aws:PrincipalOrgID": "*" } } })),
      "everybody",
    ],
  } as const,
  unknown: inputs(later(document({}))),
});

judges(s3NotPublic, {
  types: [
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
  ],
  ...cases((policy) => ({ policy })),
});

judges(s3NotPublic, {
  types: ["aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"],
  ...cases((policy) => ({ details: { name: "site", policy } })),
});

const point = cases((policy) => ({ bucket: "site", policy }));
judges(s3NotPublic, {
  types: ["aws:s3/accessPoint:AccessPoint"],
  ...point,
  obeys: { ...point.obeys, "a VPC": { policy: document({}), vpcConfiguration: { vpcId: later("vpc-1") } } },
});

const bucket = cases((policy) => ({ policy }));
judges(s3NotPublic, {
  types: ["aws:s3/bucket:Bucket"],
  ...bucket,
  obeys: {
    ...bucket.obeys,
    "no policy": {},
    "an ACL of the owner": { acl: "private", grants: [{ type: "CanonicalUser" }] },
  },
  refuses: {
    ...bucket.refuses,
    "an ACL of everybody": [{ acl: "public-read" }, "acl is public-read"],
    "a grant of everybody": [{ grants: [{ type: "Group", uri: everybody }] }, `grant for ${everybody}`],
  },
});

judges(s3NotPublic, {
  types: ["aws:s3/bucketAcl:BucketAcl"],
  obeys: {
    "the owner": { acl: "private" },
    "what delivers logs": {
      accessControlPolicy: { grants: [{ grantee: { uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" } }] },
    },
  },
  refuses: {
    everybody: [{ acl: "public-read-write" }, "acl is public-read-write"],
    "everybody with an account": [{ acl: "authenticated-read" }, "acl is authenticated-read"],
    "a grant": [{ accessControlPolicy: { grants: [{ grantee: { type: "Group", uri: everybody } }] } }, "a grant for"],
  },
  unknown: { acl: later("public-read") },
});
