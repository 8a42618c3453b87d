package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func TestRetype(t *testing.T) {
	for _, c := range []struct {
		text string
		kind scalar
		want resource.PropertyValue
	}{
		{"true", booleanScalar, resource.NewProperty(true)},
		{"300", numberScalar, resource.NewProperty(300.0)},
		{"", booleanScalar, resource.NewProperty("")},
		{"soon", numberScalar, resource.NewProperty("soon")},
	} {
		if got := retype(resource.NewProperty(c.text), c.kind); !got.DeepEquals(c.want) {
			t.Errorf("%q as %s is %v", c.text, c.kind, got)
		}
	}
}
