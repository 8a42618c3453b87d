package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/vendored/tfplugin5"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
)

// schemaMemory keeps the schema of the served types, and of the one data source that is read, in a file, since the Terraform provider needs two seconds of processor
// time to tell that of all its types. A file that cannot be written or read costs these seconds, nothing else.
type schemaMemory struct {
	tfplugin5.ProviderClient
	file   string
	tokens map[string]served
}

// schemaFile lies beside this plugin, and says by its name of which provider and which types.
func schemaFile(binary string) string {
	own, err := os.Executable()
	stat, other := os.Stat(binary)
	if err != nil || other != nil {
		return ""
	}
	key := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s", binary, stat.Size(), stat.ModTime().UnixNano(), tokensJSON))
	return filepath.Join(filepath.Dir(own), fmt.Sprintf("schema-%x", key[:8]))
}

func (m *schemaMemory) GetSchema(
	ctx context.Context, req *tfplugin5.GetProviderSchema_Request, opts ...grpc.CallOption,
) (*tfplugin5.GetProviderSchema_Response, error) {
	kept := &tfplugin5.GetProviderSchema_Response{}
	if bytes, err := os.ReadFile(m.file); err == nil && proto.Unmarshal(bytes, kept) == nil {
		return kept, nil
	}
	told, err := m.ProviderClient.GetSchema(ctx, req, opts...)
	if err != nil {
		return nil, err
	}
	for name := range told.ResourceSchemas {
		if _, ok := m.tokens[name]; !ok {
			delete(told.ResourceSchemas, name)
		}
	}
	for name := range told.DataSourceSchemas {
		if name != rulesOfGroup {
			delete(told.DataSourceSchemas, name)
		}
	}
	told.EphemeralResourceSchemas, told.Functions = nil, nil
	m.keep(told)
	return told, nil
}

// keep writes beside the file and renames, as other plugins may read or write it at this moment.
func (m *schemaMemory) keep(schema *tfplugin5.GetProviderSchema_Response) {
	bytes, err := proto.Marshal(schema)
	if err != nil || len(schema.GetDiagnostics()) > 0 {
		return
	}
	made, err := os.CreateTemp(filepath.Dir(m.file), ".schema-")
	if err != nil {
		return
	}
	_, err = made.Write(bytes)
	if closed := made.Close(); err != nil || closed != nil || os.Rename(made.Name(), m.file) != nil {
		_ = os.Remove(made.Name())
	}
}
