package main

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func TestANewerValueIsJudgedByAnOlderOneAndArrives(t *testing.T) {
	backend := &fakeBackend{}
	f := newFront(t, backend)
	create(t, f, check(t, f, nil, values(map[string]any{"zone": "new"})))
	applied := map[string]tftypes.Value{}
	if err := backend.applied.As(&applied); err != nil {
		t.Fatal(err)
	}
	var zone string
	if err := applied["zone"].As(&zone); err != nil || zone != "new" {
		t.Errorf("zone %q arrived (%v)", zone, err)
	}
	resp, err := f.Check(context.Background(), &pulumirpc.CheckRequest{
		Urn: thingURN, News: wire(t, values(map[string]any{"zone": "newest"})),
	})
	if err != nil || len(resp.Failures) != 1 {
		t.Errorf("a value that is in no table passed: %v, %v", resp, err)
	}
}

// A value that the provider has come to know needs no entry any more.
func TestTheRealProviderDoesNotKnowTheNewerValues(t *testing.T) {
	binary := os.Getenv(binaryVariable)
	if binary == "" {
		t.Skip(binaryVariable + " does not name a terraform-provider-aws, which this test asks")
	}
	tokens := map[string]served{}
	if err := json.Unmarshal(tokensJSON, &tokens); err != nil {
		t.Fatal(err)
	}
	backend, stop, err := startBackend(context.Background(), binary, tokens)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stop() })
	server, err := newProviderServer(context.Background(), backend, tokens)
	if err != nil {
		t.Fatal(err)
	}
	for name, served := range tokens {
		typ, _ := server.schema.ResourceSchemas[name].ValueType().(tftypes.Object)
		for attribute, all := range served.Newer {
			for newer := range all {
				path := strings.Split(attribute, ".")
				config, last := configOf(t, typ, path, newer), path[len(path)-1]
				if !refuses(t, backend, name, config, last) {
					t.Errorf("%s.%s may be %s: remove it from tokens.json", name, attribute, newer)
				}
				if refuses(t, server, name, config, last) {
					t.Errorf("%s.%s may not be what stands for %s in tokens.json", name, attribute, newer)
				}
			}
		}
	}
}

// configOf is a configuration that says one thing only.
func configOf(t *testing.T, typ tftypes.Object, path []string, value string) *tfprotov6.DynamicValue {
	t.Helper()
	config, err := tfprotov6.NewDynamicValue(typ, alone(typ, path, value))
	if err != nil {
		t.Fatal(err)
	}
	return &config
}

// alone is a value of the type with nothing in it but one text, at the path.
func alone(typ tftypes.Type, path []string, text string) tftypes.Value {
	switch typ := typ.(type) {
	case tftypes.List:
		return tftypes.NewValue(typ, []tftypes.Value{alone(typ.ElementType, path, text)})
	case tftypes.Set:
		return tftypes.NewValue(typ, []tftypes.Value{alone(typ.ElementType, path, text)})
	case tftypes.Object:
		attributes := map[string]tftypes.Value{}
		for name, each := range typ.AttributeTypes {
			attributes[name] = tftypes.NewValue(each, nil)
		}
		attributes[path[0]] = alone(typ.AttributeTypes[path[0]], path[1:], text)
		return tftypes.NewValue(typ, attributes)
	default:
		return tftypes.NewValue(typ, text)
	}
}

func refuses(
	t *testing.T, server tfprotov6.ProviderServer, name string, config *tfprotov6.DynamicValue, attribute string,
) bool {
	t.Helper()
	resp, err := server.ValidateResourceConfig(context.Background(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: name, Config: config,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		if strings.Contains(d.Summary+d.Detail, "expected "+attribute+" to be one of") {
			return true
		}
	}
	return false
}
