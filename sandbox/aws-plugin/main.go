// Command pulumi-resource-aws is the sandbox's stand-in for the official Pulumi AWS plugin, for machines that cannot
// download it. It serves the resource types of tokens.json under the names of the installed @pulumi/aws, and hands
// every operation, through Pulumi's own Terraform bridge, to a real terraform-provider-aws binary.
//
// The environment variable AWS_TF_PROVIDER_BINARY names that binary. It never shares a state with the official plugin.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/proto"
	pfbridge "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/tfbridge"
	rprovider "github.com/pulumi/pulumi/pkg/v3/resource/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const binaryVariable = "AWS_TF_PROVIDER_BINARY"

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pulumi-resource-aws (sandbox stand-in):", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	tables, err := loadTables()
	if err != nil {
		return err
	}
	if len(args) == 1 && args[0] == "-version" {
		fmt.Printf("%s (sandbox stand-in for the official plugin, over %s)\n", tables.shapes.Version, backendName())
		return nil
	}
	return serve(ctx, tables)
}

func serve(ctx context.Context, t tables) error {
	backend, stop, err := startBackend(ctx, os.Getenv(binaryVariable), t.tokens)
	if err != nil {
		return err
	}
	assets, err := newAssetFolder()
	if err != nil {
		return errors.Join(err, stop())
	}
	cleanup := func() error { return errors.Join(assets.remove(), stop()) }
	endWithEngine(cleanup)
	return errors.Join(answer(ctx, t, backend, assets), cleanup())
}

// answer serves the engine's requests for as long as there are any.
func answer(ctx context.Context, t tables, backend tfprotov6.ProviderServer, assets assetFolder) error {
	server, err := newProviderServer(ctx, backend, t.tokens)
	if err != nil {
		return err
	}
	region := &region{}
	info, catalog, _, err := buildProvider(proto.New(ctx, server), t, region)
	if err != nil {
		return err
	}
	return rprovider.Main("aws", func(host *rprovider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		bridge, err := pfbridge.NewProviderServer(ctx, host, info, pfbridge.ProviderMetadata{PackageSchema: schemaNote(t)})
		if err != nil {
			return nil, err
		}
		return &front{ResourceProviderServer: bridge, info: info, catalog: catalog, region: region, assets: assets}, nil
	})
}

// schemaNote answers GetSchema: this plugin knows the SDK's shapes, not its schema, and does not pretend otherwise.
func schemaNote(t tables) []byte {
	const text = "Sandbox stand-in for the official plugin. It has no schema: use that of the official plugin."
	return fmt.Appendf(nil, `{"name":"aws","version":%q,"description":%q}`, t.shapes.Version, text)
}
