package main

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// newerValues are values of one attribute that the Terraform provider refuses by a list of its own, each with a value of
// the list that is judged in its place. Past that judgement the provider hands on to AWS what it is given.
type newerValues map[string]string

// attributePath names an attribute as tokens.json does: `viewer_certificate.minimum_protocol_version`, of whichever element.
func attributePath(path *tftypes.AttributePath) string {
	names := []string{}
	for _, step := range path.Steps() {
		if name, ok := step.(tftypes.AttributeName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

// ValidateResourceConfig judges newer values by older ones.
func (s *providerServer) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	newer := s.tokens[req.TypeName].Newer
	if len(newer) == 0 {
		return s.ProviderServer.ValidateResourceConfig(ctx, req)
	}
	given, err := req.Config.Unmarshal(s.schema.ResourceSchemas[req.TypeName].ValueType())
	if err != nil {
		return nil, err
	}
	known, err := tftypes.Transform(given, func(path *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if !value.Type().Is(tftypes.String) || !value.IsKnown() || value.IsNull() {
			return value, nil
		}
		var text string
		if err := value.As(&text); err != nil {
			return value, err
		}
		if older, ok := newer[attributePath(path)][text]; ok {
			return tftypes.NewValue(tftypes.String, older), nil
		}
		return value, nil
	})
	if err != nil {
		return nil, err
	}
	config, err := tfprotov6.NewDynamicValue(known.Type(), known)
	if err != nil {
		return nil, err
	}
	judged := *req
	judged.Config = &config
	return s.ProviderServer.ValidateResourceConfig(ctx, &judged)
}
