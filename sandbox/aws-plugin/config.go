package main

import (
	"context"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// engineKeys are what the engine adds to the configuration of a provider for itself.
var engineKeys = []resource.PropertyKey{"version", "pluginDownloadURL"}

// CheckConfig refuses what the Terraform provider would not understand, as Check does.
func (f *front) CheckConfig(ctx context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	schema, fields := f.info.P.Schema(), f.info.Config
	config, err := tfbridge.NewConfigEncoding(schema, fields).UnmarshalProperties(req.GetNews())
	if err != nil {
		return nil, err
	}
	for _, key := range engineKeys {
		delete(config, key)
	}
	if problems := inspect(config, schema, fields); len(problems) > 0 {
		return &pulumirpc.CheckResponse{Inputs: req.GetNews(), Failures: failures(problems)}, nil
	}
	f.region.set(req.GetNews().GetFields()[regionProperty].GetStringValue())
	return f.ResourceProviderServer.CheckConfig(ctx, req)
}

// Configure asks the engine for ids in place of references to resources, which the bridge cannot read. The bridge
// itself asks for values in place of secrets: it is the engine that keeps secret what was secret.
func (f *front) Configure(ctx context.Context, req *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	f.region.set(req.GetArgs().GetFields()[regionProperty].GetStringValue())
	resp, err := f.ResourceProviderServer.Configure(ctx, req)
	if err == nil {
		resp.AcceptResources = false
	}
	return resp, err
}
