import { allow, type Place, type Statement } from "./statement";

/** Name of the platform's Pulumi project, which is part of where the state of its stacks is. */
const project = "web-platform";

/**
 * What it takes to work on one stack whose state is in the bucket: to list it, to know the layout, to read and write the
 * stack's own state, history, backups and locks (`.pulumi/<kind>/.../<project>/<stack>...`, pulumi/pkg/backend/diy), and to use the key. Old versions
 * of an object stay out of reach.
 */
export function stateOf({ stack, stateBucketArn, keyArn }: Place): Statement[] {
  const own = [".", "/"].map((end) => `${stateBucketArn}/.pulumi/*/${project}/${stack}${end}*`);
  return [
    allow(["s3:ListBucket"], stateBucketArn),
    allow(["s3:GetObject"], [`${stateBucketArn}/.pulumi/meta.yaml`, ...own]),
    allow(["s3:DeleteObject", "s3:PutObject"], own),
    allow(["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"], keyArn),
  ];
}

/** What it takes to preview every stack: nothing is written, and no lock is taken. */
export function stateOfAll({ stateBucketArn, keyArn }: Pick<Place, "stateBucketArn" | "keyArn">): Statement[] {
  return [
    allow(["s3:ListBucket"], stateBucketArn),
    allow(["s3:GetObject"], `${stateBucketArn}/.pulumi/*`),
    allow(["kms:Decrypt", "kms:DescribeKey"], keyArn),
  ];
}
