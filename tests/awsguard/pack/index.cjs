/** AwsGuard with every policy of it; advisory, so that a preview that fails has failed for another reason. */
const { AwsGuard } = require("@pulumi/awsguard");

new AwsGuard({ all: "advisory" });
