//go:build tools

// Package tools pins the Pulumi CLI, which is built from its published module where its release cannot be downloaded.
package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
