package main

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge/info"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

// nameRule says, in tokens.json, how the name of a resource type is made up: its Pulumi name, a separator and random
// hexadecimal digits, as the official plugin does it.
type nameRule struct {
	Attribute string // of the Terraform provider
	Max       int    // characters of the whole name
	Separator string
	Random    int    // random digits
	Lower     bool   // AWS takes lower case only
	Prefix    string // what AWS demands in front
	Fifo      string // the property that, when true, demands the suffix ".fifo"
	Source    string // where AWS states the limit
}

const fifoSuffix = ".fifo"

func (r *nameRule) UnmarshalJSON(text []byte) error {
	type plain nameRule
	*r = nameRule{Attribute: "name", Separator: "-", Random: 7}
	return json.Unmarshal(text, (*plain)(r))
}

// naming makes up the names of one resource type.
type naming struct {
	rule     nameRule
	property resource.PropertyKey
	prefix   resource.PropertyKey // the input that has the Terraform provider make up a name
	options  tfbridge.AutoNameOptions
}

func newNaming(rule *nameRule, rt *resourceType) *naming {
	if rule == nil {
		return nil
	}
	property := rt.property(rule.Attribute)
	n := &naming{rule: *rule, property: resource.PropertyKey(property), prefix: resource.PropertyKey(property + "Prefix")}
	n.options = tfbridge.AutoNameOptions{
		Separator:     rule.Separator,
		Randlen:       rule.Random,
		Maxlen:        rule.Max - len(rule.Prefix),
		PostTransform: n.complete,
	}
	if rule.Fifo != "" {
		n.options.Maxlen -= len(fifoSuffix)
	}
	if rule.Lower {
		n.options.Transform = strings.ToLower
	}
	return n
}

func (n *naming) complete(res *tfbridge.PulumiResource, name string) (string, error) {
	if !strings.HasPrefix(name, n.rule.Prefix) {
		name = n.rule.Prefix + name
	}
	if fifo := res.Properties[resource.PropertyKey(n.rule.Fifo)]; fifo.IsBool() && fifo.BoolValue() {
		name += fifoSuffix
	}
	return name, nil
}

// fill adds the name that the program left out: the one made up before, else a new one.
func (n *naming) fill(ctx context.Context, req *pulumirpc.CheckRequest, inputs resource.PropertyMap) []problem {
	if n == nil || inputs.HasValue(n.property) || inputs.HasValue(n.prefix) {
		return nil
	}
	if n.madeUp(req.GetOlds()) {
		inputs[n.property] = resource.NewProperty(req.GetOlds().GetFields()[string(n.property)].GetStringValue())
		return nil
	}
	name, err := tfbridge.ComputeAutoNameDefault(ctx, n.options, tfbridge.ComputeDefaultOptions{
		URN:        resource.URN(req.GetUrn()),
		Properties: inputs,
		Seed:       req.GetRandomSeed(),
		Autonaming: autonaming(req.GetAutonaming()),
	})
	if err != nil {
		return []problem{{string(n.property), "cannot be made up: " + err.Error() + " (" + n.rule.Source + "); give it"}}
	}
	inputs[n.property] = resource.NewPropertyValue(name)
	return nil
}

// autonaming is the engine's wish from the stack's configuration (pulumi:autonaming), if any.
func autonaming(wish *pulumirpc.CheckRequest_AutonamingOptions) *info.ComputeDefaultAutonamingOptions {
	if wish == nil {
		return nil
	}
	return &info.ComputeDefaultAutonamingOptions{
		ProposedName: wish.GetProposedName(),
		Mode:         info.ComputeDefaultAutonamingOptionsMode(wish.GetMode()),
	}
}

// defaultsKey marks, in a resource's inputs, the properties that were made up, as the official plugin does.
const defaultsKey = "__defaults"

// madeUp tells whether checked inputs hold a name that was made up.
func (n *naming) madeUp(inputs *structpb.Struct) bool {
	return n != nil && slices.ContainsFunc(inputs.GetFields()[defaultsKey].GetListValue().GetValues(),
		func(v *structpb.Value) bool { return v.GetStringValue() == string(n.property) })
}

// mark records in checked inputs whether their name, if they have one, was made up.
func (n *naming) mark(inputs *structpb.Struct, madeUp bool) {
	names := &structpb.ListValue{}
	if n.names(inputs) && madeUp {
		names.Values = append(names.Values, structpb.NewStringValue(string(n.property)))
	}
	inputs.Fields[defaultsKey] = structpb.NewListValue(names)
}

// clashes tells whether a replacement would have the name of what it replaces, so that the old one has to go first.
func (n *naming) clashes(news *structpb.Struct, changed []string) bool {
	return n.names(news) && !n.madeUp(news) && !slices.Contains(changed, string(n.property))
}

func (n *naming) names(inputs *structpb.Struct) bool {
	if n == nil {
		return false
	}
	_, named := inputs.GetFields()[string(n.property)]
	return named
}
