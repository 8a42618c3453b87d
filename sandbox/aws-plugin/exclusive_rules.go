package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The type that terraform-provider-aws has from 6.29 on, and what an older one has of which it is made here.
const (
	exclusiveRules = "aws_vpc_security_group_rules_exclusive"
	rulesOfGroup   = "aws_vpc_security_group_rules" // a data source
	securityGroup  = "aws_security_group"
	groupID        = "security_group_id"
)

// ruleTypes has the type of the rules that an attribute of exclusiveRules lists.
var ruleTypes = map[string]string{
	"egress_rule_ids":  "aws_vpc_security_group_egress_rule",
	"ingress_rule_ids": "aws_vpc_security_group_ingress_rule",
}

// withExclusiveRules is a Terraform provider that also has exclusiveRules: all rules of a security group, where those that it
// does not list are revoked when it is created or changed, and its end revokes nothing (as provider 6.x has it). The provider's
// own data source lists the rules, and its own resources read and revoke them.
type withExclusiveRules struct {
	tfprotov6.ProviderServer
	told *tfprotov6.GetProviderSchemaResponse
	list tftypes.Object // of the data source
}

func addExclusiveRules(ctx context.Context, backend tfprotov6.ProviderServer) (tfprotov6.ProviderServer, error) {
	told, err := backend.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	_, own := told.ResourceSchemas[exclusiveRules]
	list, ok := told.DataSourceSchemas[rulesOfGroup]
	if own || !ok {
		return backend, nil
	}
	told.ResourceSchemas[exclusiveRules] = exclusiveRulesSchema()
	return &withExclusiveRules{backend, told, list.ValueType().(tftypes.Object)}, nil
}

func exclusiveRulesSchema() *tfprotov6.Schema {
	attributes := []*tfprotov6.SchemaAttribute{{Name: groupID, Type: tftypes.String, Required: true}}
	for name := range ruleTypes {
		ids := tftypes.Set{ElementType: tftypes.String}
		attributes = append(attributes, &tfprotov6.SchemaAttribute{Name: name, Type: ids, Required: true})
	}
	return &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: attributes}}
}

func (p *withExclusiveRules) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return p.told, nil
}

func (p *withExclusiveRules) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.ValidateResourceConfig(ctx, req)
	}
	return &tfprotov6.ValidateResourceConfigResponse{}, nil
}

func (p *withExclusiveRules) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.UpgradeResourceState(ctx, req)
	}
	value, err := req.RawState.Unmarshal(exclusiveRulesSchema().ValueType())
	if err != nil {
		return nil, err
	}
	state, err := tfprotov6.NewDynamicValue(value.Type(), value)
	return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

func (p *withExclusiveRules) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.PlanResourceChange(ctx, req)
	}
	return &tfprotov6.PlanResourceChangeResponse{
		PlannedState:    req.ProposedNewState,
		RequiresReplace: []*tftypes.AttributePath{tftypes.NewAttributePath().WithAttributeName(groupID)},
	}, nil
}

func (p *withExclusiveRules) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.ApplyResourceChange(ctx, req)
	}
	if ends, err := req.PlannedState.IsNull(); ends || err != nil {
		return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState}, err
	}
	planned, err := objectOf(req.PlannedState, exclusiveRulesSchema().ValueType())
	if err != nil {
		return nil, err
	}
	group, err := textOf(planned[groupID])
	if err != nil {
		return nil, err
	}
	rules, err := p.rulesOf(ctx, group)
	if err != nil {
		return nil, err
	}
	for name, typeName := range ruleTypes {
		wanted, err := textsOf(planned[name])
		if err != nil {
			return nil, err
		}
		for id, rule := range rules[name] {
			if slices.Contains(wanted, id) {
				continue
			}
			if err := p.revoke(ctx, typeName, rule); err != nil {
				return nil, fmt.Errorf("revoking %s of %s: %w", id, group, err)
			}
		}
	}
	return &tfprotov6.ApplyResourceChangeResponse{NewState: req.PlannedState}, nil
}

func (p *withExclusiveRules) ReadResource(
	ctx context.Context, req *tfprotov6.ReadResourceRequest,
) (*tfprotov6.ReadResourceResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.ReadResource(ctx, req)
	}
	kind := exclusiveRulesSchema().ValueType()
	state, err := objectOf(req.CurrentState, kind)
	if err != nil {
		return nil, err
	}
	group, err := textOf(state[groupID])
	if err != nil {
		return nil, err
	}
	// A group that is gone has no rules either.
	there, err := p.read(ctx, securityGroup, group)
	if err != nil {
		return nil, err
	}
	if there == nil {
		gone, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, nil))
		return &tfprotov6.ReadResourceResponse{NewState: &gone}, err
	}
	rules, err := p.rulesOf(ctx, group)
	if err != nil {
		return nil, err
	}
	for name := range ruleTypes {
		ids := []tftypes.Value{}
		for id := range rules[name] {
			ids = append(ids, tftypes.NewValue(tftypes.String, id))
		}
		state[name] = tftypes.NewValue(tftypes.Set{ElementType: tftypes.String}, ids)
	}
	found, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, state))
	return &tfprotov6.ReadResourceResponse{NewState: &found}, err
}

func (p *withExclusiveRules) ImportResourceState(
	ctx context.Context, req *tfprotov6.ImportResourceStateRequest,
) (*tfprotov6.ImportResourceStateResponse, error) {
	if req.TypeName != exclusiveRules {
		return p.ProviderServer.ImportResourceState(ctx, req)
	}
	kind := exclusiveRulesSchema().ValueType().(tftypes.Object)
	values := nulls(kind)
	values[groupID] = tftypes.NewValue(tftypes.String, req.ID)
	state, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, values))
	return &tfprotov6.ImportResourceStateResponse{
		ImportedResources: []*tfprotov6.ImportedResource{{TypeName: exclusiveRules, State: &state}},
	}, err
}

// rulesOf gives the state of each rule of a group by its id, and those by the attribute that lists them.
func (p *withExclusiveRules) rulesOf(ctx context.Context, group string) (map[string]map[string]*tfprotov6.DynamicValue, error) {
	ids, err := p.ruleIDs(ctx, group)
	if err != nil {
		return nil, err
	}
	rules := map[string]map[string]*tfprotov6.DynamicValue{}
	for name, typeName := range ruleTypes {
		rules[name] = map[string]*tfprotov6.DynamicValue{}
		for _, id := range ids {
			// Neither type finds the rules of the other.
			rule, err := p.read(ctx, typeName, id)
			if err != nil {
				return nil, err
			}
			if rule != nil {
				rules[name][id] = rule
			}
		}
	}
	return rules, nil
}

func (p *withExclusiveRules) ruleIDs(ctx context.Context, group string) ([]string, error) {
	filters := p.list.AttributeTypes["filter"].(tftypes.Set)
	filter := filters.ElementType.(tftypes.Object)
	text := func(value string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	values := nulls(p.list)
	values["filter"] = tftypes.NewValue(filters, []tftypes.Value{tftypes.NewValue(filter, map[string]tftypes.Value{
		"name":   text("group-id"),
		"values": tftypes.NewValue(filter.AttributeTypes["values"], []tftypes.Value{text(group)}),
	})})
	config, err := tfprotov6.NewDynamicValue(p.list, tftypes.NewValue(p.list, values))
	if err != nil {
		return nil, err
	}
	resp, err := p.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: rulesOfGroup, Config: &config})
	if err != nil {
		return nil, err
	}
	if err := failure(resp.Diagnostics); err != nil {
		return nil, err
	}
	found, err := objectOf(resp.State, p.list)
	if err != nil {
		return nil, err
	}
	return textsOf(found["ids"])
}

// read gives the state of a resource of the provider, or nil where there is none of this id.
func (p *withExclusiveRules) read(ctx context.Context, typeName, id string) (*tfprotov6.DynamicValue, error) {
	imported, err := p.ProviderServer.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err != nil {
		return nil, err
	}
	if err := failure(imported.Diagnostics); err != nil {
		return nil, err
	}
	if len(imported.ImportedResources) == 0 {
		return nil, nil
	}
	first := imported.ImportedResources[0]
	resp, err := p.ProviderServer.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: first.State, Private: first.Private,
	})
	if err != nil {
		return nil, err
	}
	if err := failure(resp.Diagnostics); err != nil {
		return nil, err
	}
	if null, err := resp.NewState.IsNull(); null || err != nil {
		return nil, err
	}
	return resp.NewState, nil
}

func (p *withExclusiveRules) revoke(ctx context.Context, typeName string, rule *tfprotov6.DynamicValue) error {
	kind := p.told.ResourceSchemas[typeName].ValueType()
	nothing, err := tfprotov6.NewDynamicValue(kind, tftypes.NewValue(kind, nil))
	if err != nil {
		return err
	}
	resp, err := p.ProviderServer.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: rule, PlannedState: &nothing, Config: &nothing,
	})
	if err != nil {
		return err
	}
	return failure(resp.Diagnostics)
}

func failure(diagnostics []*tfprotov6.Diagnostic) (err error) {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			err = errors.Join(err, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		}
	}
	return err
}

func nulls(kind tftypes.Object) map[string]tftypes.Value {
	values := map[string]tftypes.Value{}
	for name, attribute := range kind.AttributeTypes {
		values[name] = tftypes.NewValue(attribute, nil)
	}
	return values
}

func objectOf(value *tfprotov6.DynamicValue, kind tftypes.Type) (map[string]tftypes.Value, error) {
	fields := map[string]tftypes.Value{}
	object, err := value.Unmarshal(kind)
	if err == nil {
		err = object.As(&fields)
	}
	return fields, err
}

func textOf(value tftypes.Value) (text string, err error) {
	err = value.As(&text)
	return text, err
}

func textsOf(value tftypes.Value) ([]string, error) {
	elements, texts := []tftypes.Value{}, []string{}
	if err := value.As(&elements); err != nil {
		return nil, err
	}
	for _, element := range elements {
		text, err := textOf(element)
		if err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, nil
}
