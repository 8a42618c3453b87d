package main

import (
	"context"
	"strconv"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// transformOutputs gives outputs the region and the types that the SDK declares.
func (rt *resourceType) transformOutputs(region *region) tfbridge.PropertyTransform {
	return func(_ context.Context, outputs resource.PropertyMap) (resource.PropertyMap, error) {
		if rt.hasRegion {
			region.addTo(outputs)
		}
		for property, kind := range rt.retyped {
			if value := outputs[property]; value.IsString() {
				outputs[property] = retype(value, kind)
			}
		}
		return outputs, nil
	}
}

// retypedProperties finds the attributes that the Terraform provider holds as text, so as to tell "not given" from false
// or 0, where the SDK declares what the text stands for. Nested ones stay text.
func retypedProperties(
	schema shim.SchemaMap, fields map[string]*tfbridge.SchemaInfo, sdk properties,
) map[resource.PropertyKey]scalar {
	retyped := map[resource.PropertyKey]scalar{}
	schema.Range(func(name string, attribute shim.Schema) bool {
		property := tfbridge.TerraformToPulumiNameV2(name, schema, fields)
		if shape := sdk[property]; shape != nil && attribute.Type() == shim.TypeString {
			switch shape.Scalar {
			case booleanScalar, numberScalar:
				retyped[resource.PropertyKey(property)] = shape.Scalar
			}
		}
		return true
	})
	return retyped
}

// retype reads a text as the given kind; a text that is not of that kind stays.
func retype(text resource.PropertyValue, kind scalar) resource.PropertyValue {
	if kind == booleanScalar {
		if value, err := strconv.ParseBool(text.StringValue()); err == nil {
			return resource.NewProperty(value)
		}
		return text
	}
	if value, err := strconv.ParseFloat(text.StringValue(), 64); err == nil {
		return resource.NewProperty(value)
	}
	return text
}
