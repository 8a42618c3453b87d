package main

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func TestDocumentsBecomeText(t *testing.T) {
	unknown := resource.MakeComputed(resource.NewProperty(""))
	cases := map[string]struct{ value, want resource.PropertyValue }{
		"an object": {
			resource.NewPropertyValue(map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{"Effect": "Allow"}}}),
			resource.NewProperty(`{"Statement":[{"Effect":"Allow"}],"Version":"2012-10-17"}`),
		},
		"text":                     {resource.NewProperty(`{ "a": 1 }`), resource.NewProperty(`{ "a": 1 }`)},
		"an object unknown inside": {resource.NewPropertyValue(map[string]any{"Resource": unknown}), unknown},
	}
	for name, c := range cases {
		inputs := resource.PropertyMap{"policy": c.value}
		if problems := writeDocuments(inputs, []string{"policy"}); len(problems) > 0 || !inputs["policy"].DeepEquals(c.want) {
			t.Errorf("%s: got %v and %v", name, inputs["policy"], problems)
		}
	}
	if problems := writeDocuments(values(map[string]any{"policy": 7}), []string{"policy"}); len(problems) != 1 {
		t.Errorf("a number passes as a document: %v", problems)
	}
	if inputs := (resource.PropertyMap{}); len(writeDocuments(inputs, []string{"policy"})) > 0 || len(inputs) > 0 {
		t.Errorf("an absent document appears: %v", inputs)
	}
}
