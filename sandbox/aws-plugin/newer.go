package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// newerValues are values of one attribute that the Terraform provider refuses by a list of its own, each with a value of
// the list that is judged in its place. Past that judgement the provider hands on to AWS what it is given.
type newerValues map[string]string

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
		steps := path.Steps()
		if len(steps) != 1 || !value.Type().Is(tftypes.String) || !value.IsKnown() || value.IsNull() {
			return value, nil
		}
		var text string
		if err := value.As(&text); err != nil {
			return value, err
		}
		attribute, _ := steps[0].(tftypes.AttributeName)
		if older, ok := newer[string(attribute)][text]; ok {
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
