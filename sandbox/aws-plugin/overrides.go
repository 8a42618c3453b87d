package main

import "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"

// renames holds the SDK names that no naming rule yields, by place of the Terraform attribute.
var renames = map[string]string{
	"aws_autoscaling_group.tag":                 "tags",
	"aws_cloudwatch_metric_alarm.alarm_name":    "name",
	"aws_dynamodb_table.global_secondary_index": "globalSecondaryIndexes",
	"aws_dynamodb_table.local_secondary_index":  "localSecondaryIndexes",
	"aws_lambda_function.filename":              "code",
	"aws_lambda_function.function_name":         "name",
	"aws_lambda_layer_version.filename":         "code",
	"aws_lambda_permission.function_name":       "function",
	"aws_s3_bucket.region":                      "bucketRegion", // "region" is now an argument
	"aws_sns_topic_subscription.topic_arn":      "topic",
}

// descriptions are the attributes that the official plugin fills with "Managed by Pulumi" where the program says nothing.
var descriptions = map[string]string{
	"aws_db_option_group":             "option_group_description",
	"aws_db_parameter_group":          "description",
	"aws_db_subnet_group":             "description",
	"aws_elasticache_parameter_group": "description",
	"aws_elasticache_subnet_group":    "description",
	"aws_rds_cluster_parameter_group": "description",
	"aws_route53_zone":                "comment",
	"aws_security_group":              "description",
}

// deleteFirst are types of which the new one would be the old one, as structurally equal, so that deleting the old one
// last would delete both. The official plugin does the same.
var deleteFirst = map[string]bool{
	"aws_iam_role_policy_attachment": true,
	"aws_security_group_rule":        true,
}

// describe adds the default description of a type to its overrides.
func describe(terraformType string, fields map[string]*tfbridge.SchemaInfo) {
	attribute, ok := descriptions[terraformType]
	if !ok {
		return
	}
	if fields[attribute] == nil {
		fields[attribute] = &tfbridge.SchemaInfo{}
	}
	fields[attribute].Default = &tfbridge.DefaultInfo{Value: "Managed by Pulumi"}
}
