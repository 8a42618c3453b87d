package main

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// front adapts requests and answers around the bridge's own server to what the SDK and the official plugin do.
type front struct {
	pulumirpc.ResourceProviderServer
	info    tfbridge.ProviderInfo
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

func (f *front) Invoke(_ context.Context, req *pulumirpc.InvokeRequest) (*pulumirpc.InvokeResponse, error) {
	return nil, fmt.Errorf("the sandbox's aws plugin serves no functions: %s", req.GetTok())
}

func (f *front) Call(_ context.Context, req *pulumirpc.CallRequest) (*pulumirpc.CallResponse, error) {
	return nil, fmt.Errorf("the sandbox's aws plugin serves no methods: %s", req.GetTok())
}
