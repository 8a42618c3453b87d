package main

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func TestInspect(t *testing.T) {
	fields, _ := match(t, func(properties) {})
	unknown := resource.MakeComputed(resource.NewProperty(""))
	rule := func(rule map[string]any) map[string]any {
		return map[string]any{"rules": []any{map[string]any{}, rule}}
	}
	cases := []struct {
		name   string
		inputs map[string]any
		path   string // of the only problem, or empty
		reason string // a part of it
	}{
		{"known at every depth", rule(map[string]any{"portNumber": 80, "action": map[string]any{"type": "x"}}), "", ""},
		{"a typo at the top", map[string]any{"zones": "a"}, "zones", "nearest: zone"},
		{"far from all at the top", map[string]any{"qqq": 1}, "qqq", "known: arn, enabled, id, labels, options"},
		{"in an object of a list", rule(map[string]any{"portNumbr": 80}), "rules[1].portNumbr", "nearest: portNumber"},
		{
			"in a lone object of a list", rule(map[string]any{"action": map[string]any{"kind": 1}}),
			"rules[1].action.kind", "known: type",
		},
		{"in an object that Terraform has as a list", map[string]any{"options": map[string]any{"a": 1}}, "options.a", "known: type"},
		{"any key in a map", map[string]any{"tags": map[string]any{"Any": "thing"}}, "", ""},
		{"an object in a map of text", map[string]any{"tags": map[string]any{"a": map[string]any{}}}, "tags.a", "is an object, but has to be a single value"},
		{"a list for an object", map[string]any{"options": []any{}}, "options", "is a list, but has to be an object"},
		{"an object for a list", map[string]any{"rules": map[string]any{}}, "rules", "is an object, but has to be a list"},
		{"a text for a map", map[string]any{"tags": "a=b"}, "tags", "is a string, but has to be an object"},
		{"not yet known", map[string]any{"rules": unknown, "options": unknown, "zone": unknown, "tags": unknown}, "", ""},
		{"an element not yet known", map[string]any{"rules": []any{unknown}}, "", ""},
		{"inside a secret", map[string]any{"options": resource.MakeSecret(resource.NewPropertyValue(map[string]any{"a": 1}))}, "options.a", "known: type"},
		{"nothing", map[string]any{"rules": nil, "options": nil, "zone": nil}, "", ""},
		{"the engine's own", map[string]any{"__defaults": []any{}}, "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			problems := inspect(values(c.inputs), schemaOf(t), fields)
			switch {
			case c.path == "" && len(problems) > 0:
				t.Errorf("got %v", problems)
			case c.path == "":
			case len(problems) != 1 || problems[0].path != c.path || !strings.Contains(problems[0].reason, c.reason):
				t.Errorf("got %v, not %s: %s", problems, c.path, c.reason)
			}
		})
	}
}
