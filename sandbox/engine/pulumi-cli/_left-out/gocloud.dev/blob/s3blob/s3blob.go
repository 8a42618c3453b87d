// Package s3blob stands in for states in S3, and says for all other places of states that are left out that they are.
package s3blob

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/blob"
)

type refusal struct{}

func (refusal) OpenBucketURL(context.Context, *url.URL) (*blob.Bucket, error) {
	return nil, errors.New("this build of the CLI keeps states in files only")
}

func init() {
	for _, scheme := range []string{"azblob", "gs", "postgres", "s3"} {
		blob.DefaultURLMux().RegisterBucket(scheme, refusal{})
	}
}
