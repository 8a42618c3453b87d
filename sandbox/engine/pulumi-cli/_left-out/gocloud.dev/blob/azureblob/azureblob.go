// Package azureblob stands in for states in Azure.
package azureblob

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/blob"
)

const Scheme = "azblob"

type ServiceURLOptions struct{}

type URLOpener struct {
	MakeClient        func() error
	ServiceURLOptions ServiceURLOptions
}

func NewDefaultServiceURLOptions() *ServiceURLOptions { return &ServiceURLOptions{} }

func NewDefaultClient() error { return errors.New("this build of the CLI keeps states in files only") }

func (o *URLOpener) OpenBucketURL(context.Context, *url.URL) (*blob.Bucket, error) {
	return nil, o.MakeClient()
}
