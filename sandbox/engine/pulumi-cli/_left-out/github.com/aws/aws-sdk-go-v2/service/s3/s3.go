// Package s3 stands in for the one type of S3's that is used for states elsewhere too.
package s3

type CopyObjectInput struct {
	CopySource *string
}
