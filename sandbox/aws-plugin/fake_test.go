package main

import (
	"context"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/proto"
	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const (
	thingToken = "aws:test/thing:Thing"
	thingURN   = "urn:pulumi:dev::test::" + thingToken + "::Thing"
)

// fakeBackend is a Terraform provider with one resource type, whose creation can fail half-way.
type fakeBackend struct {
	tfprotov6.ProviderServer
	halfway bool
	applied tftypes.Value // the last planned state
}

func attribute(name string, typ tftypes.Type, change ...func(*tfprotov6.SchemaAttribute)) *tfprotov6.SchemaAttribute {
	a := &tfprotov6.SchemaAttribute{Name: name, Type: typ, Optional: true}
	for _, c := range change {
		c(a)
	}
	return a
}

func computed(a *tfprotov6.SchemaAttribute)     { a.Computed = true }
func sensitive(a *tfprotov6.SchemaAttribute)    { a.Sensitive = true }
func computedOnly(a *tfprotov6.SchemaAttribute) { a.Computed, a.Optional = true, false }

func block(name string, max int64, body *tfprotov6.SchemaBlock) *tfprotov6.SchemaNestedBlock {
	return &tfprotov6.SchemaNestedBlock{
		TypeName: name, Nesting: tfprotov6.SchemaNestedBlockNestingModeList, MaxItems: max, Block: body,
	}
}

// thingSchema has each kind of property once: a name, text for a boolean, a document, an asset, a secret, a list, a map,
// a list of objects that the SDK knows as a list, and one that it knows as a lone object.
func thingSchema() *tfprotov6.Schema {
	action := &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{attribute("type", tftypes.String)}}
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{
			attribute("id", tftypes.String, computedOnly),
			attribute("arn", tftypes.String, computedOnly),
			attribute("thing_name", tftypes.String, computed),
			attribute("zone", tftypes.String),
			attribute("enabled", tftypes.String, computed),
			attribute("policy", tftypes.String),
			attribute("source", tftypes.String),
			attribute("password", tftypes.String, sensitive),
			attribute("label", tftypes.List{ElementType: tftypes.String}),
			attribute("tags", tftypes.Map{ElementType: tftypes.String}),
		},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{
			block("rule", 0, &tfprotov6.SchemaBlock{
				Attributes: []*tfprotov6.SchemaAttribute{attribute("port_number", tftypes.Number)},
				BlockTypes: []*tfprotov6.SchemaNestedBlock{block("action", 1, action)},
			}),
			block("options", 0, action),
		},
	}}
}

func thingTables() tables {
	text, action := &shape{Scalar: "string"}, &shape{Ref: "Action"}
	return tables{
		tokens: map[string]served{"aws_thing": {
			Token: thingToken,
			Name:  &nameRule{Attribute: "thing_name", Max: 20, Separator: "-", Random: 7, Lower: true, Source: "the test"},
			Newer: map[string]newerValues{"zone": {"new": "a"}},
		}},
		shapes: sdkShapes{
			Version:  "7.0.0",
			Provider: properties{"region": text, "defaultTags": {Ref: "DefaultTags"}},
			Resources: map[string]properties{thingToken: {
				"arn": text, "thingName": text, "zone": text, "password": text, "region": text,
				"enabled": {Scalar: booleanScalar}, "policy": {Scalar: documentScalar}, "source": {Scalar: assetScalar},
				"labels": {List: text}, "tags": {Map: text}, "rules": {List: &shape{Ref: "Rule"}}, "options": action,
			}},
			Types: map[string]properties{
				"Rule":        {"portNumber": {Scalar: numberScalar}, "action": action},
				"Action":      {"type": text},
				"DefaultTags": {"tags": {Map: text}},
			},
		},
	}
}

// newFront gives the whole plugin over a fake backend, configured as the engine does it.
func newFront(t *testing.T, backend *fakeBackend) *front {
	t.Helper()
	t.Setenv("AWS_REGION", "eu-west-1")
	ctx, tables, region := context.Background(), thingTables(), &region{}
	server, err := newProviderServer(ctx, backend, tables.tokens)
	if err != nil {
		t.Fatal(err)
	}
	info, catalog, _, err := buildProvider(proto.New(ctx, server), tables, region)
	if err != nil {
		t.Fatal(err)
	}
	bridge, err := pfbridge.NewProviderServer(ctx, nil, info, pfbridge.ProviderMetadata{PackageSchema: schemaNote(tables)})
	if err != nil {
		t.Fatal(err)
	}
	f := &front{ResourceProviderServer: bridge, info: info, catalog: catalog, region: region, assets: assetFolder(t.TempDir())}
	if _, err = f.Configure(ctx, &pulumirpc.ConfigureRequest{AcceptSecrets: true}); err != nil {
		t.Fatal(err)
	}
	return f
}

func (b *fakeBackend) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
			Attributes: []*tfprotov6.SchemaAttribute{attribute("region", tftypes.String)},
			BlockTypes: []*tfprotov6.SchemaNestedBlock{block("default_tags", 1, &tfprotov6.SchemaBlock{
				Attributes: []*tfprotov6.SchemaAttribute{attribute("tags", tftypes.Map{ElementType: tftypes.String})},
			})},
		}},
		ResourceSchemas: map[string]*tfprotov6.Schema{"aws_thing": thingSchema()},
	}, nil
}

func (b *fakeBackend) ValidateProviderConfig(
	context.Context, *tfprotov6.ValidateProviderConfigRequest,
) (*tfprotov6.ValidateProviderConfigResponse, error) {
	return &tfprotov6.ValidateProviderConfigResponse{}, nil
}

func (b *fakeBackend) ConfigureProvider(
	context.Context, *tfprotov6.ConfigureProviderRequest,
) (*tfprotov6.ConfigureProviderResponse, error) {
	return &tfprotov6.ConfigureProviderResponse{}, nil
}

// ValidateResourceConfig knows no zone whose name begins with "new".
func (b *fakeBackend) ValidateResourceConfig(
	_ context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	resp := &tfprotov6.ValidateResourceConfigResponse{}
	config, err := req.Config.Unmarshal(thingSchema().ValueType())
	if err != nil {
		return nil, err
	}
	attributes, zone := map[string]tftypes.Value{}, ""
	if err = config.As(&attributes); err != nil {
		return nil, err
	}
	if value := attributes["zone"]; value.IsKnown() && !value.IsNull() {
		err = value.As(&zone)
	}
	if strings.HasPrefix(zone, "new") {
		resp.Diagnostics = []*tfprotov6.Diagnostic{{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "no such zone: " + zone,
			Attribute: tftypes.NewAttributePath().WithAttributeName("zone"),
		}}
	}
	return resp, err
}

func (b *fakeBackend) UpgradeResourceState(
	_ context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	value, err := req.RawState.Unmarshal(thingSchema().ValueType())
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(value.Type(), value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// PlanResourceChange lets a new zone replace the resource.
func (b *fakeBackend) PlanResourceChange(
	_ context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	zone := tftypes.NewAttributePath().WithAttributeName("zone")
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState: req.ProposedNewState, RequiresReplace: []*tftypes.AttributePath{zone},
	}, nil
}

func (b *fakeBackend) ApplyResourceChange(
	_ context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	planned, err := req.PlannedState.Unmarshal(thingSchema().ValueType())
	if err != nil {
		return nil, err
	}
	b.applied = planned
	values := map[string]tftypes.Value{}
	if err = planned.As(&values); err != nil {
		return nil, err
	}
	values = maps.Clone(values)
	values["id"] = tftypes.NewValue(tftypes.String, "thing-1")
	values["arn"] = tftypes.NewValue(tftypes.String, "arn:thing-1")
	state, err := tfprotov6.NewDynamicValue(planned.Type(), tftypes.NewValue(planned.Type(), values))
	resp := &tfprotov6.ApplyResourceChangeResponse{NewState: &state}
	if b.halfway {
		resp.Diagnostics = []*tfprotov6.Diagnostic{{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "waiting for thing-1", Detail: "it never came up",
		}}
	}
	return resp, err
}

func (b *fakeBackend) ReadResource(
	_ context.Context, req *tfprotov6.ReadResourceRequest,
) (*tfprotov6.ReadResourceResponse, error) {
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState}, nil
}
