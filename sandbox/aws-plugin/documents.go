package main

import (
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// writeDocuments replaces the objects that stand for JSON documents by their text, as Terraform takes text only. A
// document of which a part is not yet known is not yet known. The engine marks one that holds a secret as secret.
func writeDocuments(inputs resource.PropertyMap, properties []string) []problem {
	var problems []problem
	for _, property := range properties {
		value, given := inputs[resource.PropertyKey(property)]
		if !given || value.IsNull() {
			continue
		}
		text, err := tfbridge.TransformJSONDocument(value)
		if err != nil {
			problems = append(problems, problem{property, err.Error()})
			continue
		}
		inputs[resource.PropertyKey(property)] = text
	}
	return problems
}
