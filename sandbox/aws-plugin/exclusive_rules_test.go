package main

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// ruleBackend is a Terraform provider with the rules of one group: their ids, by the type that finds them.
type ruleBackend struct {
	tfprotov6.ProviderServer
	rules map[string][]string
}

const oneGroup = "sg-1"

func ruleSchema() *tfprotov6.Schema {
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
		attribute("id", tftypes.String, computedOnly),
	}}}
}

func listSchema() *tfprotov6.Schema {
	filter := block("filter", 0, &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
		attribute("name", tftypes.String), attribute("values", tftypes.Set{ElementType: tftypes.String}),
	}})
	filter.Nesting = tfprotov6.SchemaNestedBlockNestingModeSet
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
		Attributes: []*tfprotov6.SchemaAttribute{attribute("ids", tftypes.List{ElementType: tftypes.String}, computedOnly)},
		BlockTypes: []*tfprotov6.SchemaNestedBlock{filter},
	}}
}

func dynamic(t tftypes.Type, value any) *tfprotov6.DynamicValue {
	made, err := tfprotov6.NewDynamicValue(t, tftypes.NewValue(t, value))
	if err != nil {
		panic(err)
	}
	return &made
}

func (b *ruleBackend) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	schemas := map[string]*tfprotov6.Schema{securityGroup: ruleSchema()}
	for _, name := range ruleTypes {
		schemas[name] = ruleSchema()
	}
	return &tfprotov6.GetProviderSchemaResponse{
		ResourceSchemas: schemas, DataSourceSchemas: map[string]*tfprotov6.Schema{rulesOfGroup: listSchema()},
	}, nil
}

func (b *ruleBackend) ImportResourceState(
	_ context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	state := dynamic(ruleSchema().ValueType(), map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, req.ID)})
	return &tfprotov6.ImportResourceStateResponse{
		ImportedResources: []*tfprotov6.ImportedResource{{TypeName: req.TypeName, State: state}},
	}, nil
}

func (b *ruleBackend) ReadResource(
	_ context.Context, req *tfprotov6.ReadResourceRequest,
) (*tfprotov6.ReadResourceResponse, error) {
	state, err := objectOf(req.CurrentState, ruleSchema().ValueType())
	if err != nil {
		return nil, err
	}
	id, err := textOf(state["id"])
	if !slices.Contains(b.rules[req.TypeName], id) {
		return &tfprotov6.ReadResourceResponse{NewState: dynamic(ruleSchema().ValueType(), nil)}, err
	}
	return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState}, err
}

func (b *ruleBackend) ReadDataSource(
	context.Context, *tfprotov6.ReadDataSourceRequest,
) (*tfprotov6.ReadDataSourceResponse, error) {
	ids := []tftypes.Value{}
	for _, name := range ruleTypes {
		for _, id := range b.rules[name] {
			ids = append(ids, tftypes.NewValue(tftypes.String, id))
		}
	}
	kind := listSchema().ValueType().(tftypes.Object)
	values := nulls(kind)
	values["ids"] = tftypes.NewValue(kind.AttributeTypes["ids"], ids)
	return &tfprotov6.ReadDataSourceResponse{State: dynamic(kind, values)}, nil
}

func (b *ruleBackend) ApplyResourceChange(
	_ context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	state, err := objectOf(req.PriorState, ruleSchema().ValueType())
	if err != nil {
		return nil, err
	}
	id, err := textOf(state["id"])
	b.rules[req.TypeName] = slices.DeleteFunc(b.rules[req.TypeName], func(each string) bool { return each == id })
	return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState}, err
}

func exclusiveState(ingress, egress []string) *tfprotov6.DynamicValue {
	set := tftypes.Set{ElementType: tftypes.String}
	ids := func(texts []string) tftypes.Value {
		values := []tftypes.Value{}
		for _, text := range texts {
			values = append(values, tftypes.NewValue(tftypes.String, text))
		}
		return tftypes.NewValue(set, values)
	}
	return dynamic(exclusiveRulesSchema().ValueType(), map[string]tftypes.Value{
		groupID:            tftypes.NewValue(tftypes.String, oneGroup),
		"ingress_rule_ids": ids(ingress),
		"egress_rule_ids":  ids(egress),
	})
}

func TestExclusiveRules(t *testing.T) {
	ctx := context.Background()
	backend := &ruleBackend{rules: map[string][]string{
		securityGroup:                 {oneGroup},
		ruleTypes["ingress_rule_ids"]: {"sgr-in", "sgr-more"},
		ruleTypes["egress_rule_ids"]:  {"sgr-out"},
	}}
	server, err := addExclusiveRules(ctx, backend)
	if err != nil {
		t.Fatal(err)
	}
	read := func() map[string]tftypes.Value {
		t.Helper()
		resp, err := server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
			TypeName: exclusiveRules, CurrentState: exclusiveState([]string{"sgr-in"}, []string{"sgr-out"}),
		})
		if err != nil {
			t.Fatal(err)
		}
		if null, _ := resp.NewState.IsNull(); null {
			return nil
		}
		state, err := objectOf(resp.NewState, exclusiveRulesSchema().ValueType())
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	ids := func(value tftypes.Value) []string {
		texts, err := textsOf(value)
		if err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(slices.Values(texts))
	}

	if found := ids(read()["ingress_rule_ids"]); !slices.Equal(found, []string{"sgr-in", "sgr-more"}) {
		t.Errorf("a refresh finds %v", found)
	}
	_, err = server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: exclusiveRules, PlannedState: exclusiveState([]string{"sgr-in"}, []string{"sgr-out"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	state := read()
	if left := append(ids(state["ingress_rule_ids"]), ids(state["egress_rule_ids"])...); !slices.Equal(left, []string{"sgr-in", "sgr-out"}) {
		t.Errorf("an update leaves %v", left)
	}
	backend.rules[securityGroup] = nil
	if read() != nil {
		t.Error("the rules of a group that is gone are there")
	}
}
