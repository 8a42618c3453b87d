// Package gcsblob stands in for states in Google Cloud Storage, which the stand-in for authhelpers refuses.
package gcsblob

const Scheme = "gs"
