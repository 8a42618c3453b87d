// Package cli stands in for the command `pulumi env`: environments are Pulumi Cloud's, and setting them up talks to AWS, Azure
// and Google.
package cli

import (
	"errors"

	"github.com/pulumi/pulumi/pkg/v3/auth/credentialhelper"
	"github.com/pulumi/pulumi/pkg/v3/backend/httpstate"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag/colors"
	"github.com/pulumi/pulumi/sdk/v3/go/common/esc"
	"github.com/spf13/cobra"
)

var errLeftOut = errors.New("this build of the CLI leaves out what only Pulumi Cloud has")

type Options struct {
	ParentPath        string
	UserAgent         string
	Colors            colors.Colorization
	Login             httpstate.LoginManager
	CredentialHelpers *credentialhelper.Session
}

func New(*Options) *cobra.Command {
	root := &cobra.Command{Use: "esc"}
	root.AddCommand(&cobra.Command{
		Use:    "env",
		Hidden: true,
		RunE:   func(*cobra.Command, []string) error { return errLeftOut },
	})
	return root
}

type PrepareOptions struct {
	Pretend bool
	Redact  bool
}

// PrepareEnvironment is only called with an environment that Pulumi Cloud has opened.
func PrepareEnvironment(*esc.Environment, *PrepareOptions) (files, environ, secrets []string, byKey map[string]string, err error) {
	return nil, nil, nil, nil, errLeftOut
}
