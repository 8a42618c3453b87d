package main

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/vendored/tfplugin5"
	"google.golang.org/grpc"
)

// tellingClient tells a schema of two types, and counts how often.
type tellingClient struct {
	tfplugin5.ProviderClient
	asked int
}

func (c *tellingClient) GetSchema(
	context.Context, *tfplugin5.GetProviderSchema_Request, ...grpc.CallOption,
) (*tfplugin5.GetProviderSchema_Response, error) {
	c.asked++
	schemas := map[string]*tfplugin5.Schema{"aws_thing": {Version: 3}, "aws_other": {}}
	sources := map[string]*tfplugin5.Schema{"aws_thing": {}, rulesOfGroup: {}}
	return &tfplugin5.GetProviderSchema_Response{ResourceSchemas: schemas, DataSourceSchemas: sources}, nil
}

func TestTheSchemaOfServedTypesIsAskedForOnce(t *testing.T) {
	client := &tellingClient{}
	file := filepath.Join(t.TempDir(), "schema")
	for range 2 {
		memory := &schemaMemory{client, file, map[string]served{"aws_thing": {}}}
		told, err := memory.GetSchema(context.Background(), nil)
		if err != nil || len(told.ResourceSchemas) != 1 || len(told.DataSourceSchemas) != 1 {
			t.Fatalf("%v, %v", told, err)
		}
		if version := told.ResourceSchemas["aws_thing"].GetVersion(); version != 3 {
			t.Errorf("version %d", version)
		}
	}
	if client.asked != 1 {
		t.Errorf("asked %d times", client.asked)
	}
}

func TestASchemaThatCannotBeKeptIsAskedForAgain(t *testing.T) {
	client := &tellingClient{}
	memory := &schemaMemory{client, filepath.Join(t.TempDir(), "missing", "schema"), nil}
	for range 2 {
		if _, err := memory.GetSchema(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if client.asked != 2 {
		t.Errorf("asked %d times", client.asked)
	}
}
