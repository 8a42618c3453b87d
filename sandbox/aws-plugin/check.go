package main

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// Check refuses what the Terraform provider would not understand, or the next one would refuse, and makes up the name that
// the program left out.
func (f *front) Check(ctx context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	news, assets, err := f.assets.asPaths(req.GetNews(), rt.assets, false)
	if err != nil {
		return nil, err
	}
	inputs, err := plugin.UnmarshalProperties(news, plugin.MarshalOptions{KeepUnknowns: true})
	if err != nil {
		return nil, err
	}
	named := rt.naming != nil && inputs.HasValue(rt.naming.property)
	if problems := f.prepare(ctx, rt, req, inputs); len(problems) > 0 {
		return &pulumirpc.CheckResponse{Inputs: req.GetNews(), Failures: failures(problems)}, nil
	}
	if req.News, err = plugin.MarshalProperties(inputs, plugin.MarshalOptions{KeepUnknowns: true}); err != nil {
		return nil, err
	}
	resp, err := f.ResourceProviderServer.Check(ctx, req)
	if err == nil && resp.GetInputs() != nil {
		rt.naming.mark(resp.Inputs, !named)
		assets.restore(resp.Inputs)
	}
	return resp, err
}

func (f *front) prepare(
	ctx context.Context, rt *resourceType, req *pulumirpc.CheckRequest, inputs resource.PropertyMap,
) []problem {
	var problems []problem
	if rt.hasRegion {
		problems = f.region.takeFrom(inputs)
	}
	problems = append(problems, writeDocuments(inputs, rt.documents)...)
	problems = append(problems, inspect(inputs, rt.schema, rt.fields)...)
	if check, ok := stricter[rt.terraform]; ok {
		problems = append(problems, check(inputs)...)
	}
	return append(problems, rt.naming.fill(ctx, req, inputs)...)
}

func failures(problems []problem) []*pulumirpc.CheckFailure {
	var all []*pulumirpc.CheckFailure
	for _, p := range problems {
		all = append(all, &pulumirpc.CheckFailure{Property: p.path, Reason: "it " + p.reason})
	}
	return all
}
