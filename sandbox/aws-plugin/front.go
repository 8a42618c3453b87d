package main

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// front adapts requests and answers around the bridge's own server to what the SDK and the official plugin do.
type front struct {
	pulumirpc.ResourceProviderServer
	catalog catalog
	region  *region
	assets  assetFolder
}

func (f *front) typeOf(urn string) (*resourceType, error) {
	token := resource.URN(urn).Type()
	if rt, ok := f.catalog[token]; ok {
		return rt, nil
	}
	return nil, fmt.Errorf("%s is not among the types of the sandbox's aws plugin (tokens.json)", token)
}

func (f *front) CheckConfig(ctx context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
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

func (f *front) Invoke(_ context.Context, req *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	return nil, fmt.Errorf("the sandbox's aws plugin serves no functions: %s", req.GetTok())
}

func (f *front) Call(_ context.Context, req *pulumirpc.CallRequest) (*pulumirpc.CallResponse, error) {
	return nil, fmt.Errorf("the sandbox's aws plugin serves no methods: %s", req.GetTok())
}
