package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// providerServer is the running Terraform provider, with a schema that is asked for once, with values and one type that are
// newer than itself, and with a memory for creations that failed half-way.
type providerServer struct {
	tfprotov6.ProviderServer
	schema *tfprotov6.GetProviderSchemaResponse
	tokens map[string]served
}

func newProviderServer(
	ctx context.Context, backend tfprotov6.ProviderServer, tokens map[string]served,
) (*providerServer, error) {
	backend, err := addExclusiveRules(ctx, backend)
	if err != nil {
		return nil, fmt.Errorf("terraform-provider-aws does not tell its schema: %w", err)
	}
	schema, err := backend.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, fmt.Errorf("terraform-provider-aws does not tell its schema: %w", err)
	}
	return &providerServer{backend, schema, tokens}, nil
}

func (s *providerServer) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return s.schema, nil
}

// halfway receives the reason of a creation that failed after the resource came to be. The bridge would report the
// failure only, and nobody would know of the resource; so the failure travels beside the bridge, and the resource
// through it.
type halfway struct{ reason error }

type halfwayKey struct{}

func withHalfway(ctx context.Context) (context.Context, *halfway) {
	h := &halfway{}
	return context.WithValue(ctx, halfwayKey{}, h), h
}

func (s *providerServer) ApplyResourceChange(
	ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest,
) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := s.ProviderServer.ApplyResourceChange(ctx, req)
	h, creating := ctx.Value(halfwayKey{}).(*halfway)
	if err != nil || !creating || resp.NewState == nil {
		return resp, err
	}
	if null, err := resp.NewState.IsNull(); null || err != nil {
		return resp, err
	}
	var others []*tfprotov6.Diagnostic
	for _, d := range resp.Diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			h.reason = errors.Join(h.reason, fmt.Errorf("%s: %s", d.Summary, d.Detail))
		} else {
			others = append(others, d)
		}
	}
	resp.Diagnostics = others
	return resp, nil
}
