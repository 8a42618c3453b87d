package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// stricter holds what the Terraform provider of @pulumi/aws 7 (6.x) refuses and this one (5.x) takes, by Terraform's type:
// a stack that passes here has to pass there. Values not yet known pass. The numbers are of the changes in the repository
// hashicorp/terraform-provider-aws; differences.md lists them all.
var stricter = map[string]func(resource.PropertyMap) []problem{
	"aws_db_instance":         characterSetOfItsOwn,
	"aws_elasticache_cluster": textBooleans("autoMinorVersionUpgrade"),
	"aws_launch_template": textBooleans(
		"ebsOptimized",
		"blockDeviceMappings.ebs.deleteOnTermination",
		"blockDeviceMappings.ebs.encrypted",
		"networkInterfaces.associateCarrierIpAddress",
		"networkInterfaces.associatePublicIpAddress",
		"networkInterfaces.deleteOnTermination",
		"networkInterfaces.primaryIpv6",
	),
	"aws_lb_listener":     trustStoreOfVerification,
	"aws_lb_target_group": textBooleans("preserveClientIp"),
}

// textBooleans are texts that stand for a boolean. 5.x takes "1" and "0" as well (#42434).
func textBooleans(paths ...string) func(resource.PropertyMap) []problem {
	return func(inputs resource.PropertyMap) []problem {
		var problems []problem
		for _, path := range paths {
			for _, found := range textsAt("", resource.NewProperty(inputs), strings.Split(path, ".")) {
				if !slices.Contains([]string{"", "true", "false"}, found.reason) {
					reason := fmt.Sprintf(`is %q, and has to be "true" or "false" from provider 6.0 on`, found.reason)
					problems = append(problems, problem{found.path, reason})
				}
			}
		}
		return problems
	}
}

// textsAt are the texts at a path, in each element of the lists on it: place and text.
func textsAt(place string, value resource.PropertyValue, path []string) []problem {
	value = plain(value)
	switch {
	case value.IsArray():
		var found []problem
		for i, element := range value.ArrayValue() {
			found = append(found, textsAt(fmt.Sprintf("%s[%d]", place, i), element, path)...)
		}
		return found
	case len(path) == 0 && value.IsString():
		return []problem{{place, value.StringValue()}}
	case len(path) > 0 && value.IsObject():
		return textsAt(join(place, path[0]), value.ObjectValue()[resource.PropertyKey(path[0])], path[1:])
	}
	return nil
}

// trustStoreOfVerification: a trust store and what belongs to it are there if, and only if, clients are verified (#42326).
func trustStoreOfVerification(inputs resource.PropertyMap) []problem {
	given := plain(inputs["mutualAuthentication"])
	if !given.IsObject() {
		return nil
	}
	settings := given.ObjectValue()
	mode := plain(settings["mode"])
	if !mode.IsString() {
		return nil
	}
	if mode.StringValue() == "verify" {
		if !settings.HasValue("trustStoreArn") {
			return []problem{{"mutualAuthentication.trustStoreArn", `is required where the mode is "verify" from provider 6.0 on`}}
		}
		return nil
	}
	var problems []problem
	for _, name := range []resource.PropertyKey{
		"advertiseTrustStoreCaNames", "ignoreClientCertificateExpiry", "trustStoreArn",
	} {
		if settings.HasValue(name) {
			reason := `goes only with the mode "verify" from provider 6.0 on`
			problems = append(problems, problem{join("mutualAuthentication", string(name)), reason})
		}
	}
	return problems
}

// characterSetOfItsOwn: a copy has the character set of what it is made from (#42348).
func characterSetOfItsOwn(inputs resource.PropertyMap) []problem {
	if !inputs.HasValue("characterSetName") {
		return nil
	}
	for _, source := range []resource.PropertyKey{
		"replicateSourceDb", "restoreToPointInTime", "s3Import", "snapshotIdentifier",
	} {
		if inputs.HasValue(source) {
			reason := "cannot be set beside " + string(source) + " from provider 6.0 on"
			return []problem{{"characterSetName", reason}}
		}
	}
	return nil
}
