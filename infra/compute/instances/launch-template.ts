import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { InstancesSettings, Tags } from "../../settings";

interface LaunchTemplateNeeds extends Pick<InstancesSettings, "ami" | "instanceType" | "rootVolumeGib"> {
  /** Value of the tag `Name` of instances, volumes and interfaces. */
  readonly name: string;
  /** Their other tags. */
  readonly tags: Tags;
  readonly instanceProfileArn: pulumi.Input<string>;
  readonly securityGroupIds: pulumi.Input<string>[];
  /** Not encoded. */
  readonly userData: pulumi.Output<string>;
}

/** Public parameter that names the newest image (Amazon Linux 2023 User Guide, "Launching AL2023 using the SSM parameter"). */
const newestAmazonLinux = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/**
 * How instances are launched: without a public address, with an encrypted root volume, and with metadata that only the
 * instance itself reads.
 */
export function launchTemplate(needs: LaunchTemplateNeeds): aws.ec2.LaunchTemplateArgs {
  const tags = { ...needs.tags, Name: needs.name };
  return {
    description: "Instances of the platform",
    imageId: needs.ami === "al2023" ? newestAmazonLinux : needs.ami,
    instanceType: needs.instanceType,
    iamInstanceProfile: { arn: needs.instanceProfileArn },
    networkInterfaces: [
      { associatePublicIpAddress: "false", securityGroups: needs.securityGroupIds, deleteOnTermination: "true" },
    ],
    blockDeviceMappings: [
      {
        // What Amazon Linux calls its root volume.
        deviceName: "/dev/xvda",
        ebs: { volumeType: "gp3", volumeSize: needs.rootVolumeGib, encrypted: "true", deleteOnTermination: "true" },
      },
    ],
    metadataOptions: {
      httpEndpoint: "enabled",
      // IMDSv2 (EC2.170), which answers to nothing that is more than one hop away.
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
      // Nothing reads tags there, and with them a tag whose key has a slash or a space would keep instances from launching.
      instanceMetadataTags: "disabled",
    },
    monitoring: { enabled: true },
    tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({ resourceType, tags })),
    userData: needs.userData.apply((text) => Buffer.from(text).toString("base64")),
    // The scaling group names a version by number; whoever launches by hand gets the newest as well.
    updateDefaultVersion: true,
  };
}
