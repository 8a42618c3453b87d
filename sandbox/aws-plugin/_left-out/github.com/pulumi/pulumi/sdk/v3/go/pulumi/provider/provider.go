// Package provider stands in for what plugins with components written in Go need, Pulumi's SDK for Go above all. This plugin
// has no components.
package provider

import (
	"context"
	"errors"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

var errLeftOut = errors.New("this build of the bridge leaves out components")

type (
	ConstructFunc func()
	CallFunc      func()
)

func Construct(
	context.Context, *pulumirpc.ConstructRequest, *grpc.ClientConn, ConstructFunc,
) (*pulumirpc.ConstructResponse, error) {
	return nil, errLeftOut
}

func Call(
	context.Context, *pulumirpc.CallRequest, *grpc.ClientConn, CallFunc,
) (*pulumirpc.CallResponse, error) {
	return nil, errLeftOut
}
