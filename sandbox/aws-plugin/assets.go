package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/protobuf/types/known/structpb"
)

// assetFolder holds assets and archives as the files that Terraform reads. Files are named by their content, so that a
// changed content is a changed path; states keep the assets themselves and so do not depend on where the folder is.
type assetFolder string

// newAssetFolder makes a folder that only this user can read, for the life of this process.
func newAssetFolder() (assetFolder, error) {
	folder, err := os.MkdirTemp("", "pulumi-resource-aws-")
	return assetFolder(folder), err
}

func (f assetFolder) remove() error { return os.RemoveAll(string(f)) }

// placed remembers the assets that asPaths replaced.
type placed map[string]placedAsset

type placedAsset struct {
	path  string
	value *structpb.Value
}

// asPaths gives a message with paths in place of the assets in the given properties. Only with write are the files there:
// an asset of an old state has its hash, but its content may be gone.
func (f assetFolder) asPaths(message *structpb.Struct, properties []string, write bool) (*structpb.Struct, placed, error) {
	replaced := placed{}
	for _, property := range properties {
		value, err := unmarshalAsset(property, message.GetFields()[property])
		if err != nil || value.IsNull() {
			return message, replaced, err
		}
		path, err := f.place(value, write)
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", property, err)
		}
		wire, err := plugin.MarshalPropertyValue(resource.PropertyKey(property), value, plugin.MarshalOptions{})
		if err != nil {
			return nil, nil, err
		}
		replaced[property] = placedAsset{path, wire}
	}
	return replaced.in(message), replaced, nil
}

// unmarshalAsset gives the asset or archive in a message, or null where there is anything else.
func unmarshalAsset(property string, wire *structpb.Value) (resource.PropertyValue, error) {
	if wire.GetStructValue() == nil {
		return resource.NewNullProperty(), nil
	}
	value, err := plugin.UnmarshalPropertyValue(resource.PropertyKey(property), wire, plugin.MarshalOptions{KeepUnknowns: true})
	if err != nil || value == nil || !(value.IsAsset() || value.IsArchive()) {
		return resource.NewNullProperty(), err
	}
	return *value, nil
}

func (f assetFolder) place(value resource.PropertyValue, write bool) (string, error) {
	if value.IsAsset() {
		asset := value.AssetValue()
		if err := asset.EnsureHash(); err != nil {
			return "", err
		}
		return f.file(asset.Hash, write, asset.Bytes)
	}
	zipped := value.ArchiveValue()
	if err := zipped.EnsureHash(); err != nil {
		return "", err
	}
	return f.file(zipped.Hash+".zip", write, func() ([]byte, error) { return zipped.Bytes(archive.ZIPArchive) })
}

func (f assetFolder) file(name string, write bool, content func() ([]byte, error)) (string, error) {
	path := filepath.Join(string(f), name)
	if _, err := os.Stat(path); !write || err == nil {
		return path, nil
	}
	data, err := content()
	if err != nil {
		return "", err
	}
	part, err := os.CreateTemp(string(f), "part-") // resources are made in parallel, and may share an asset
	if err != nil {
		return "", err
	}
	if _, err = part.Write(data); err != nil {
		return "", err
	}
	if err = part.Close(); err != nil {
		return "", err
	}
	return path, os.Rename(part.Name(), path)
}

// in gives a copy of a message with the paths in it.
func (p placed) in(message *structpb.Struct) *structpb.Struct {
	if len(p) == 0 {
		return message
	}
	fields := maps.Clone(message.GetFields())
	for property, asset := range p {
		fields[property] = structpb.NewStringValue(asset.path)
	}
	return &structpb.Struct{Fields: fields}
}

// restore puts the assets back into an answer, where it still has their paths.
func (p placed) restore(message *structpb.Struct) {
	for property, asset := range p {
		if message.GetFields()[property].GetStringValue() == asset.path {
			message.Fields[property] = asset.value
		}
	}
}
