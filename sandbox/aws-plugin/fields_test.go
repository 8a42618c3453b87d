package main

import (
	"context"
	"slices"
	"testing"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/proto"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

func schemaOf(t *testing.T) shim.SchemaMap {
	t.Helper()
	p := proto.New(context.Background(), &fakeBackend{})
	return p.ResourcesMap().Get("aws_thing").Schema()
}

func match(t *testing.T, change func(properties)) (map[string]*tfbridge.SchemaInfo, gaps) {
	t.Helper()
	shapes := thingTables().shapes
	sdk := shapes.Resources[thingToken]
	change(sdk)
	found := gaps{}
	return newMatcher(shapes.Types, found).fields("aws_thing", schemaOf(t), sdk), found
}

func TestNamesAndListShapesComeFromTheSdk(t *testing.T) {
	schema := schemaOf(t)
	fields, found := match(t, func(properties) {})
	for attribute, property := range map[string]string{
		"thing_name": "thingName", "label": "labels", "rule": "rules", "options": "options", "tags": "tags",
	} {
		if got := tfbridge.TerraformToPulumiNameV2(attribute, schema, fields); got != property {
			t.Errorf("%s is called %s, not %s", attribute, got, property)
		}
	}
	if !tfbridge.IsMaxItemsOne(schema.Get("options"), fields["options"]) {
		t.Error("options, a lone object in the SDK, is a list")
	}
	if tfbridge.IsMaxItemsOne(schema.Get("rule"), fields["rule"]) {
		t.Error("rules, a list in the SDK, is a lone object")
	}
	if got := found["aws_thing"]; !slices.Equal(got, []string{"sdk boolean, provider string: enabled"}) {
		t.Errorf("got gaps %v", found)
	}
}

func TestWhatOnlyOneSideKnowsIsAGap(t *testing.T) {
	_, found := match(t, func(sdk properties) {
		delete(sdk, "zone")
		sdk["newest"] = &shape{Scalar: "string"}
	})
	for _, gap := range []string{"provider only: zone", "sdk only: newest"} {
		if !slices.Contains(found["aws_thing"], gap) {
			t.Errorf("%q is not among %v", gap, found)
		}
	}
}

func TestARenameHoldsWhereNoRuleYieldsTheName(t *testing.T) {
	renames["aws_thing.zone"] = "place"
	t.Cleanup(func() { delete(renames, "aws_thing.zone") })
	fields, found := match(t, func(sdk properties) {
		delete(sdk, "zone")
		sdk["place"] = &shape{Scalar: "string"}
	})
	if fields["zone"] == nil || fields["zone"].Name != "place" {
		t.Errorf("got %v", fields["zone"])
	}
	if len(found["aws_thing"]) != 1 {
		t.Errorf("got gaps %v", found)
	}
}

func TestATypeThatTheProviderLacksStopsThePlugin(t *testing.T) {
	tables := thingTables()
	tables.tokens["aws_newest"] = served{Token: "aws:test/newest:Newest"}
	p := proto.New(context.Background(), &fakeBackend{})
	if _, _, _, err := buildProvider(p, tables, &region{}); err == nil {
		t.Error("it started without aws_newest")
	}
}
