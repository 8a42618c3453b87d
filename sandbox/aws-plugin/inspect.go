package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// problem is what is wrong with one input property.
type problem struct {
	path   string // such as "origins[0].customHeaders"
	reason string
}

// inspect finds every input property, at any depth, that the Terraform provider does not know or whose kind it cannot
// take. The bridge itself would drop what it does not know, in silence. Values not yet known pass.
func inspect(inputs resource.PropertyMap, schema shim.SchemaMap, fields map[string]*tfbridge.SchemaInfo) []problem {
	return inspectObject("", inputs, schema, fields)
}

func inspectObject(
	path string, object resource.PropertyMap, schema shim.SchemaMap, fields map[string]*tfbridge.SchemaInfo,
) []problem {
	attributes := map[string]string{}
	schema.Range(func(attribute string, _ shim.Schema) bool {
		attributes[tfbridge.TerraformToPulumiNameV2(attribute, schema, fields)] = attribute
		return true
	})
	var problems []problem
	for _, key := range object.StableKeys() {
		name := string(key)
		attribute, known := attributes[name]
		switch {
		case strings.HasPrefix(name, "__"): // the engine's own
		case known:
			problems = append(problems, inspectValue(join(path, name), object[key], schema.Get(attribute), fields[attribute])...)
		default:
			problems = append(problems, problem{join(path, name), "is not known to this terraform-provider-aws; " + hint(name, attributes)})
		}
	}
	return problems
}

func inspectValue(path string, value resource.PropertyValue, schema shim.Schema, info *tfbridge.SchemaInfo) []problem {
	if value = plain(value); value.IsComputed() || value.IsNull() {
		return nil
	}
	switch schema.Type() {
	case shim.TypeList, shim.TypeSet:
		if tfbridge.IsMaxItemsOne(schema, info) {
			return inspectElement(path, value, schema.Elem(), elementInfo(info))
		}
		return inspectList(path, value, schema, info)
	case shim.TypeMap:
		if object, ok := schema.Elem().(shim.Resource); ok {
			return inspectElement(path, value, object, info)
		}
		return inspectMap(path, value, schema, info)
	case shim.TypeDynamic:
		return nil
	default:
		return inspectScalar(path, value)
	}
}

func inspectList(path string, value resource.PropertyValue, schema shim.Schema, info *tfbridge.SchemaInfo) []problem {
	if !value.IsArray() {
		return []problem{{path, "is " + kind(value) + ", but has to be a list"}}
	}
	var problems []problem
	for i, element := range value.ArrayValue() {
		problems = append(problems, inspectElement(fmt.Sprintf("%s[%d]", path, i), element, schema.Elem(), elementInfo(info))...)
	}
	return problems
}

func inspectMap(path string, value resource.PropertyValue, schema shim.Schema, info *tfbridge.SchemaInfo) []problem {
	if !value.IsObject() {
		return []problem{{path, "is " + kind(value) + ", but has to be an object"}}
	}
	var problems []problem
	for _, key := range value.ObjectValue().StableKeys() {
		problems = append(problems, inspectElement(join(path, string(key)), value.ObjectValue()[key], schema.Elem(), elementInfo(info))...)
	}
	return problems
}

// inspectElement takes one element of a collection, or a lone object. What the schema does not type, passes.
func inspectElement(path string, value resource.PropertyValue, schema any, info *tfbridge.SchemaInfo) []problem {
	switch schema := schema.(type) {
	case shim.Schema:
		return inspectValue(path, value, schema, info)
	case shim.Resource:
		return inspectNested(path, value, schema, info)
	default:
		return nil
	}
}

func inspectNested(path string, value resource.PropertyValue, object shim.Resource, info *tfbridge.SchemaInfo) []problem {
	if value = plain(value); value.IsComputed() || value.IsNull() {
		return nil
	}
	if !value.IsObject() {
		return []problem{{path, "is " + kind(value) + ", but has to be an object"}}
	}
	var fields map[string]*tfbridge.SchemaInfo
	if info != nil {
		fields = info.Fields
	}
	return inspectObject(path, value.ObjectValue(), object.Schema(), fields)
}

func inspectScalar(path string, value resource.PropertyValue) []problem {
	if value.IsArray() || value.IsObject() || value.IsAsset() || value.IsArchive() {
		return []problem{{path, "is " + kind(value) + ", but has to be a single value"}}
	}
	return nil
}

// plain looks inside a secret.
func plain(value resource.PropertyValue) resource.PropertyValue {
	for value.IsSecret() {
		value = value.SecretValue().Element
	}
	return value
}

func elementInfo(info *tfbridge.SchemaInfo) *tfbridge.SchemaInfo {
	if info == nil {
		return nil
	}
	return info.Elem
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// hint names the known properties nearest to an unknown one, or all of them where none is near.
func hint[V any](name string, known map[string]V) string {
	var all, near []string
	for candidate := range known {
		all = append(all, candidate)
		if levenshtein.Similarity(strings.ToLower(name), strings.ToLower(candidate), nil) >= 0.6 {
			near = append(near, candidate)
		}
	}
	if len(near) > 0 {
		slices.Sort(near)
		return "nearest: " + strings.Join(near, ", ")
	}
	slices.Sort(all)
	return "known: " + strings.Join(all, ", ")
}

func kind(value resource.PropertyValue) string {
	switch {
	case value.IsArray():
		return "a list"
	case value.IsObject():
		return "an object"
	case value.IsAsset() || value.IsArchive():
		return "an asset"
	default:
		return "a " + value.TypeString()
	}
}
