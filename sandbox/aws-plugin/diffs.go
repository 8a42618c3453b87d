package main

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// tidy has a detailed diff show what the program changed, and which of it replaces the resource, as the official plugin
// does, rather than what AWS will compute from it and the bridge's own "__meta". A diff of computed properties alone
// stays as it is.
func tidy(req *pulumirpc.DiffRequest, diff *pulumirpc.DiffResponse) {
	inputs := maps.Clone(req.GetNews().GetFields())
	maps.Copy(inputs, req.GetOldInputs().GetFields())
	shown := maps.Clone(diff.GetDetailedDiff())
	maps.DeleteFunc(shown, func(path string, _ *pulumirpc.PropertyDiff) bool {
		_, input := inputs[root(path)]
		return !input && !slices.Contains(diff.GetReplaces(), root(path))
	})
	if len(shown) == 0 {
		return
	}
	for path, property := range shown {
		if slices.Contains(diff.GetReplaces(), root(path)) {
			property.Kind |= pulumirpc.PropertyDiff_ADD_REPLACE // a kind and its replacing form differ by this bit
		}
	}
	diff.DetailedDiff = shown
}

// root is the top-level property of a path such as "origins[0].originId".
func root(path string) string {
	parsed, err := resource.ParsePropertyPath(path)
	if err != nil || len(parsed) == 0 {
		return path
	}
	name, _ := parsed[0].(string)
	return name
}
