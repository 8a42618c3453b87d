// Package neo stands in for the command `pulumi neo`, a chat with Pulumi Cloud.
package neo

import (
	"errors"

	"github.com/spf13/cobra"
)

func NewNeoCmd() *cobra.Command {
	return &cobra.Command{
		Use:    "neo",
		Hidden: true,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("this build of the CLI leaves out what only Pulumi Cloud has")
		},
	}
}
