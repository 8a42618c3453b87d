package main

import (
	"context"
	"testing"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

func TestTheProvidersOwnConfigurationIsCheckedToo(t *testing.T) {
	for name, c := range map[string]struct {
		config map[string]any
		path   string
	}{
		"known":           {map[string]any{"region": "us-east-1", "version": "7.0.0", "defaultTags": `{"tags":{"a":"b"}}`}, ""},
		"unknown":         {map[string]any{"regoin": "us-east-1"}, "regoin"},
		"unknown in JSON": {map[string]any{"defaultTags": `{"tgas":{"a":"b"}}`}, "defaultTags.tgas"},
	} {
		f := newFront(t, &fakeBackend{})
		resp, err := f.CheckConfig(context.Background(), &pulumirpc.CheckRequest{
			Urn: "urn:pulumi:dev::test::pulumi:providers:aws::x", News: wire(t, values(c.config)),
		})
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case c.path == "" && (len(resp.Failures) > 0 || f.region.name() != "us-east-1"):
			t.Errorf("%s: got %v in %s", name, resp.Failures, f.region.name())
		case c.path != "" && (len(resp.Failures) != 1 || resp.Failures[0].Property != c.path):
			t.Errorf("%s: got %v", name, resp.Failures)
		}
	}
}
