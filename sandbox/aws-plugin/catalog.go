package main

import (
	"fmt"
	"slices"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfbridge"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// resourceType is what the front needs to know of one served type.
type resourceType struct {
	terraform string
	schema    shim.SchemaMap
	fields    map[string]*tfbridge.SchemaInfo
	naming    *naming  // nil where no name is made up
	documents []string // properties that take JSON text or an object that stands for it
	assets    []string // properties that take an asset or an archive
	hasRegion bool     // the SDK has a region here
	retyped   map[resource.PropertyKey]scalar
}

type catalog map[tokens.Type]*resourceType

// buildProvider describes the served part of a Terraform provider to the bridge. It fails when the provider lacks a
// served resource type; properties that only one side knows are listed in the gaps.
func buildProvider(p shim.Provider, t tables, region *region) (tfbridge.ProviderInfo, catalog, gaps, error) {
	found := gaps{}
	info := tfbridge.ProviderInfo{
		P:              p,
		Name:           "aws",
		ResourcePrefix: "aws",
		Version:        t.shapes.Version,
		MetadataInfo:   &tfbridge.MetadataInfo{Data: tfbridge.ProviderMetadata(nil)},
		Config:         newMatcher(t.shapes.Types, found).fields("provider", p.Schema(), t.shapes.Provider),
		Resources:      map[string]*tfbridge.ResourceInfo{},

		EnableAccuratePFBridgePreview: true, // detailed diffs
	}
	types := catalog{}
	for name, served := range t.tokens {
		known, ok := p.ResourcesMap().GetOk(name)
		if !ok {
			return info, nil, nil, fmt.Errorf("this terraform-provider-aws has no %s", name)
		}
		sdk, ok := t.shapes.Resources[served.Token]
		if !ok {
			return info, nil, nil, fmt.Errorf("%s lacks %s: build the plugin again", shapesFile, served.Token)
		}
		rt := newResourceType(name, known.Schema(), sdk, newMatcher(t.shapes.Types, found))
		rt.naming = newNaming(served.Name, rt)
		types[tokens.Type(served.Token)] = rt
		info.Resources[name] = rt.bridgeInfo(served, region)
	}
	return info, types, found, nil
}

func newResourceType(terraform string, schema shim.SchemaMap, sdk properties, m *matcher) *resourceType {
	fields := m.fields(terraform, schema, sdk)
	describe(terraform, fields)
	_, hasRegion := sdk[regionProperty]
	return &resourceType{
		terraform: terraform,
		schema:    schema,
		fields:    fields,
		documents: slices.Sorted(sdk.named(documentScalar)),
		assets:    slices.Sorted(sdk.named(assetScalar)),
		hasRegion: hasRegion,
		retyped:   retypedProperties(schema, fields, sdk),
	}
}

func (rt *resourceType) bridgeInfo(served served, region *region) *tfbridge.ResourceInfo {
	info := &tfbridge.ResourceInfo{
		Tok:                 tokens.Type(served.Token),
		Fields:              rt.fields,
		DeleteBeforeReplace: deleteFirst[rt.terraform],
		TransformOutputs:    rt.transformOutputs(region),
	}
	if served.ID != "" {
		info.ComputeID = tfbridge.DelegateIDField(resource.PropertyKey(rt.property(served.ID)), "aws", "")
	}
	return info
}

// property is the Pulumi name of a top-level attribute.
func (rt *resourceType) property(attribute string) string {
	return tfbridge.TerraformToPulumiNameV2(attribute, rt.schema, rt.fields)
}
