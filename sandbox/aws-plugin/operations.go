package main

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Diff has the old resource go first where the new one would need its name.
func (f *front) Diff(ctx context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	if req.Olds, _, err = f.assets.asPaths(req.GetOlds(), rt.assets, false); err != nil {
		return nil, err
	}
	if req.News, _, err = f.assets.asPaths(req.GetNews(), rt.assets, false); err != nil {
		return nil, err
	}
	resp, err := f.ResourceProviderServer.Diff(ctx, req)
	if err != nil {
		return nil, err
	}
	tidy(req, resp)
	if len(resp.GetReplaces()) > 0 && rt.naming.clashes(req.GetNews(), resp.GetDiffs()) {
		resp.DeleteBeforeReplace = true
	}
	return resp, nil
}

// Create keeps, in the state, a resource that came to be although its creation failed.
func (f *front) Create(ctx context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	properties, assets, err := f.assets.asPaths(req.GetProperties(), rt.assets, !req.GetPreview())
	if err != nil {
		return nil, err
	}
	req.Properties = properties
	ctx, half := withHalfway(ctx)
	resp, err := f.ResourceProviderServer.Create(ctx, req)
	if err != nil {
		return nil, errors.Join(half.reason, err)
	}
	assets.restore(resp.GetProperties())
	if half.reason != nil {
		return nil, initFailed(resp, half.reason)
	}
	return resp, nil
}

func initFailed(created *pulumirpc.CreateResponse, reason error) error {
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, reason.Error()), &pulumirpc.ErrorResourceInitFailed{
		Id: created.GetId(), Properties: created.GetProperties(), Reasons: []string{reason.Error()},
	})
}

func (f *front) Update(ctx context.Context, req *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	if req.Olds, _, err = f.assets.asPaths(req.GetOlds(), rt.assets, false); err != nil {
		return nil, err
	}
	news, assets, err := f.assets.asPaths(req.GetNews(), rt.assets, !req.GetPreview())
	if err != nil {
		return nil, err
	}
	req.News = news
	resp, err := f.ResourceProviderServer.Update(ctx, req)
	assets.restore(resp.GetProperties())
	return resp, err
}

// Read keeps the mark of a made-up name, which the bridge drops.
func (f *front) Read(ctx context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	madeUp := rt.naming.madeUp(req.GetInputs())
	properties, assets, err := f.assets.asPaths(req.GetProperties(), rt.assets, false)
	if err != nil {
		return nil, err
	}
	req.Properties = properties
	if req.Inputs, _, err = f.assets.asPaths(req.GetInputs(), rt.assets, false); err != nil {
		return nil, err
	}
	resp, err := f.ResourceProviderServer.Read(ctx, req)
	if err == nil && resp.GetInputs() != nil {
		rt.naming.mark(resp.Inputs, madeUp)
		assets.restore(resp.GetInputs())
		assets.restore(resp.GetProperties())
	}
	return resp, err
}

func (f *front) Delete(ctx context.Context, req *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	rt, err := f.typeOf(req.GetUrn())
	if err != nil {
		return nil, err
	}
	if req.Properties, _, err = f.assets.asPaths(req.GetProperties(), rt.assets, false); err != nil {
		return nil, err
	}
	return f.ResourceProviderServer.Delete(ctx, req)
}
