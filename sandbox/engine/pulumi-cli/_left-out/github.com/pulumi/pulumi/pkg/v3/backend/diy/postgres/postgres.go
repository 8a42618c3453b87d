// Package postgres stands in for states in a PostgreSQL database, which the stand-in for s3blob refuses.
package postgres
