package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-mux/tf5to6server"
	"github.com/pulumi/pulumi-terraform-bridge/v3/dynamic/internal/shim/protov5"
	tfplugin "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/vendored/opentofu/plugin"
	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/vendored/tfplugin5"
)

// protocol is the only Terraform plugin protocol that terraform-provider-aws has spoken up to now.
const protocol = 5

// startBackend runs the Terraform provider, which tells the schema of the served types only, silent unless TF_LOG_PROVIDER asks for its log. The returned function ends
// it; should this process die without calling it, the operating system does (Linux).
func startBackend(ctx context.Context, binary string, tokens map[string]served) (tfprotov6.ProviderServer, func() error, error) {
	if err := checkBinary(binary); err != nil {
		return nil, nil, err
	}
	cmd := exec.Command(binary)
	dieWithParent(cmd)
	client := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig:  tfplugin.Handshake,
		VersionedPlugins: tfplugin.VersionedPlugins,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         true,
		Cmd:              cmd,
		SyncStdout:       io.Discard,
		SyncStderr:       io.Discard,
		Logger:           backendLog(),
	})
	stop := func() error { client.Kill(); return nil }
	server, err := connect(ctx, client, func(remote tfplugin5.ProviderClient) tfplugin5.ProviderClient {
		return &schemaMemory{remote, schemaFile(binary), tokens}
	})
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s=%s is no usable terraform-provider-aws: %w", binaryVariable, binary, err), stop())
	}
	return server, stop, nil
}

// backendName names the binary in use, for people.
func backendName() string {
	if binary := os.Getenv(binaryVariable); binary != "" {
		return filepath.Base(binary)
	}
	return "the terraform-provider-aws that " + binaryVariable + " names"
}

func checkBinary(binary string) error {
	if binary == "" {
		return fmt.Errorf("set %s to the path of a terraform-provider-aws binary", binaryVariable)
	}
	switch stat, err := os.Stat(binary); {
	case err != nil:
		return fmt.Errorf("%s=%s: there is no such file", binaryVariable, binary)
	case stat.IsDir() || stat.Mode()&0o111 == 0:
		return fmt.Errorf("%s=%s is not an executable file", binaryVariable, binary)
	}
	return nil
}

func backendLog() hclog.Logger {
	level := hclog.LevelFromString(os.Getenv("TF_LOG_PROVIDER"))
	if level == hclog.NoLevel {
		return hclog.NewNullLogger()
	}
	return hclog.New(&hclog.LoggerOptions{Output: os.Stderr, Level: level})
}

func connect(
	ctx context.Context, client *plugin.Client, remember func(tfplugin5.ProviderClient) tfplugin5.ProviderClient,
) (tfprotov6.ProviderServer, error) {
	conn, err := client.Client()
	if err != nil {
		return nil, errors.New("it does not start as a Terraform plugin")
	}
	grpc, ok := conn.(*plugin.GRPCClient)
	if version := client.NegotiatedVersion(); !ok || version != protocol {
		return nil, fmt.Errorf("it speaks plugin protocol %d, not %d", version, protocol)
	}
	remote := protov5.New(remember(tfplugin5.NewProviderClient(grpc.Conn)))
	return tf5to6server.UpgradeServer(ctx, func() tfprotov5.ProviderServer { return remote })
}
