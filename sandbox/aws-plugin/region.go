package main

import (
	"os"
	"sync/atomic"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// region is the region of this provider instance. From version 7 on every resource of the SDK has a "region"; this
// Terraform provider knows only its own.
type region struct{ configured atomic.Value }

const regionProperty = "region"

func (r *region) set(name string) {
	if name != "" {
		r.configured.Store(name)
	}
}

func (r *region) name() string {
	if name, ok := r.configured.Load().(string); ok {
		return name
	}
	if name := os.Getenv("AWS_REGION"); name != "" {
		return name
	}
	return os.Getenv("AWS_DEFAULT_REGION")
}

// addTo supplies the output that the SDK declares.
func (r *region) addTo(outputs resource.PropertyMap) {
	if name := r.name(); name != "" {
		outputs[regionProperty] = resource.NewProperty(name)
	}
}

// takeFrom removes the input, which must agree with the provider's region.
func (r *region) takeFrom(inputs resource.PropertyMap) []problem {
	given, ok := inputs[regionProperty]
	delete(inputs, regionProperty)
	if ok && given.IsString() && given.StringValue() != r.name() {
		return []problem{{regionProperty, "is " + given.StringValue() + ", but this provider is in " + r.name() +
			" and a single resource cannot be elsewhere in this terraform-provider-aws: " +
			"use an explicit aws.Provider for " + given.StringValue()}}
	}
	return nil
}
