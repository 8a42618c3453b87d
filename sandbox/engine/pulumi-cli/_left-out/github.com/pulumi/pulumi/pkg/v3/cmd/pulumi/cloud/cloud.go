// Package cloud stands in for the command `pulumi api` and the libraries for OpenAPI that it reads Pulumi Cloud's API with.
package cloud

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/pkg/v3/backend/httpstate/client"
	"github.com/spf13/cobra"
)

var errLeftOut = errors.New("this build of the CLI leaves out what only Pulumi Cloud has")

func NewAPICmd() *cobra.Command {
	return &cobra.Command{
		Use:    "api",
		Hidden: true,
		RunE:   func(*cobra.Command, []string) error { return errLeftOut },
	}
}

// APIError is what no command fails with.
type APIError struct {
	ExitCode int
	Silent   bool
}

func (*APIError) Error() string { return errLeftOut.Error() }

type ResolvedContext struct {
	Client   *client.Client
	OrgName  string
	LoggedIn bool
}

func ResolveContext(context.Context) (*ResolvedContext, error) { return nil, errLeftOut }
