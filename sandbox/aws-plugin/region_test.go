package main

import (
	"strings"
	"testing"
)

func TestTheRegionOfAResourceHasToBeTheProviders(t *testing.T) {
	r := &region{}
	r.set("eu-west-1")
	for given, problems := range map[string]int{"eu-west-1": 0, "us-east-1": 1} {
		inputs := values(map[string]any{"region": given})
		got := r.takeFrom(inputs)
		if len(got) != problems || inputs.HasValue("region") {
			t.Errorf("%s: got %v and %v", given, got, inputs)
		}
		if problems == 1 && !strings.Contains(got[0].reason, "aws.Provider") {
			t.Errorf("it does not say what to do: %s", got[0].reason)
		}
	}
}

func TestTheRegionIsTheProvidersElseTheEnvironments(t *testing.T) {
	t.Setenv("AWS_REGION", "")
	t.Setenv("AWS_DEFAULT_REGION", "eu-north-1")
	r := &region{}
	if got := r.name(); got != "eu-north-1" {
		t.Errorf("got %s", got)
	}
	t.Setenv("AWS_REGION", "eu-west-1")
	if got := r.name(); got != "eu-west-1" {
		t.Errorf("got %s", got)
	}
	r.set("us-east-1")
	r.set("")
	if got := r.name(); got != "us-east-1" {
		t.Errorf("got %s", got)
	}
}
