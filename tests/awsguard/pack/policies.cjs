/** Prints AwsGuard's policies as JSON, each with the types of resources that it judges. Its entry point does not name them. */
const areas = ["apiGateway", "compute", "database", "elasticsearch", "network", "security", "storage"];

const policies = areas.flatMap((area) => Object.values(require(`@pulumi/awsguard/${area}`)));

console.log(
  JSON.stringify(
    policies.map(({ name, validateResource, validateStack }) => ({
      name,
      types: [validateResource ?? validateStack].flat().map((validate) => validate.__pulumiType),
    })),
  ),
);
