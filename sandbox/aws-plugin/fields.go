package main

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// gaps lists, by place, where the SDK and the Terraform provider do not know the same properties.
type gaps map[string][]string

func (g gaps) add(place, format string, args ...any) {
	g[place] = append(g[place], fmt.Sprintf(format, args...))
	slices.Sort(g[place])
}

// matcher derives what the bridge has to be told about a Terraform schema so that it speaks in the names and list
// shapes of the installed SDK. Both were generated from Terraform schemas by the same rules, from different versions.
type matcher struct {
	types map[string]properties
	seen  map[string]bool // object types of the SDK that have been matched
	gaps  gaps
}

// newMatcher gives a matcher for one resource type.
func newMatcher(types map[string]properties, found gaps) *matcher {
	return &matcher{types: types, seen: map[string]bool{}, gaps: found}
}

// fields gives the overrides for the attributes at a place such as "aws_lb_listener.default_action".
func (m *matcher) fields(place string, attributes shim.SchemaMap, sdk properties) map[string]*tfbridge.SchemaInfo {
	overrides := map[string]*tfbridge.SchemaInfo{}
	matched := map[string]bool{}
	attributes.Range(func(name string, attribute shim.Schema) bool {
		property, ok := propertyOf(place, name, attributes, sdk)
		switch {
		case ok:
			matched[property] = true
			if override := m.field(place, name, property, attributes, sdk[property]); !reflect.ValueOf(*override).IsZero() {
				overrides[name] = override
			}
		case !unmatched[name]:
			m.gaps.add(place, "provider only: %s", name)
		}
		return true
	})
	for property := range sdk {
		if !matched[property] && !unmatched[property] {
			m.gaps.add(place, "sdk only: %s", property)
		}
	}
	return overrides
}

// nested gives the overrides inside an attribute. An object type of the SDK can contain itself without end, and the
// provider's schema to some depth only (WAF statements), so only the outermost of one type counts for the gaps.
func (m *matcher) nested(place string, object shim.Resource, sdk *shape) map[string]*tfbridge.SchemaInfo {
	if m.seen[sdk.Ref] {
		deeper := &matcher{types: m.types, seen: m.seen, gaps: gaps{}}
		return deeper.fields(place, object.Schema(), m.types[sdk.Ref])
	}
	m.seen[sdk.Ref] = true
	return m.fields(place, object.Schema(), m.types[sdk.Ref])
}

// unmatched are names that only one side has by design: the bridge owns id and timeouts, and region is handled apart.
var unmatched = map[string]bool{"id": true, "timeouts": true, "region": true}

// propertyOf finds the SDK's name of an attribute, trying a lone object's name and a list's.
func propertyOf(place, name string, attributes shim.SchemaMap, sdk properties) (string, bool) {
	if property, ok := renames[place+"."+name]; ok {
		_, known := sdk[property]
		return property, known
	}
	for _, one := range []bool{true, false} {
		property := pulumiName(name, attributes, &tfbridge.SchemaInfo{MaxItemsOne: &one})
		if _, ok := sdk[property]; ok {
			return property, true
		}
	}
	return "", false
}

// pulumiName is the bridge's own naming rule for one attribute under the given override.
func pulumiName(name string, attributes shim.SchemaMap, override *tfbridge.SchemaInfo) string {
	return tfbridge.TerraformToPulumiNameV2(name, attributes, map[string]*tfbridge.SchemaInfo{name: override})
}

func (m *matcher) field(place, name, property string, attributes shim.SchemaMap, sdk *shape) *tfbridge.SchemaInfo {
	attribute := attributes.Get(name)
	override := &tfbridge.SchemaInfo{}
	isList := attribute.Type() == shim.TypeList || attribute.Type() == shim.TypeSet
	if one := sdk.List == nil; isList && one != (attribute.MaxItems() == 1) {
		override.MaxItemsOne = &one
	}
	if pulumiName(name, attributes, override) != property {
		override.Name = property
	}
	if kind := sdk.Scalar; attribute.Type() == shim.TypeString && (kind == booleanScalar || kind == numberScalar) {
		m.gaps.add(place, "sdk %s, provider string: %s", kind, name)
	}
	if object, ok := attribute.Elem().(shim.Resource); ok {
		inner := m.nested(place+"."+name, object, sdk.element())
		switch {
		case len(inner) == 0:
		case isList:
			override.Elem = &tfbridge.SchemaInfo{Fields: inner}
		default:
			override.Fields = inner
		}
	}
	return override
}
