package main

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

func namingOf(t *testing.T, rule string) *naming {
	t.Helper()
	var parsed nameRule
	if err := json.Unmarshal([]byte(rule), &parsed); err != nil {
		t.Fatal(err)
	}
	return newNaming(&parsed, &resourceType{schema: schemaOf(t)})
}

func fill(t *testing.T, n *naming, name string, inputs resource.PropertyMap, olds *structpb.Struct) []problem {
	t.Helper()
	urn := "urn:pulumi:dev::test::" + thingToken + "::" + name
	return n.fill(context.Background(), &pulumirpc.CheckRequest{Urn: urn, Olds: olds}, inputs)
}

func TestNamesMadeUp(t *testing.T) {
	longest := strings.Repeat("x", 12)
	cases := []struct {
		name, rule, resource string
		inputs               map[string]any
		want                 string // a pattern, or empty for a problem
	}{
		{"as the official plugin", `{"max":20}`, "Web", nil, `^Web-[0-9a-f]{7}$`},
		{"lower case", `{"max":20,"lower":true}`, "Web", nil, `^web-[0-9a-f]{7}$`},
		{"without separator", `{"max":20,"separator":""}`, "db", nil, `^db[0-9a-f]{7}$`},
		{"without digits", `{"max":20,"separator":"","random":0}`, "index.html", nil, `^index\.html$`},
		{"as long as AWS takes", `{"max":20}`, longest, nil, `^x{12}-[0-9a-f]{7}$`},
		{"too long by one", `{"max":20}`, longest + "x", nil, ""},
		{"with a prefix that counts", `{"max":20,"prefix":"alias/"}`, longest[:6], nil, `^alias/x{6}-[0-9a-f]{7}$`},
		{"too long with its prefix", `{"max":20,"prefix":"alias/"}`, longest[:7], nil, ""},
		{"not FIFO", `{"max":20,"fifo":"fifoQueue"}`, "q", nil, `^q-[0-9a-f]{7}$`},
		{"FIFO", `{"max":20,"fifo":"fifoQueue"}`, "q", map[string]any{"fifoQueue": true}, `^q-[0-9a-f]{7}\.fifo$`},
		{"FIFO, too long with its suffix", `{"max":20,"fifo":"fifoQueue"}`, longest[:8], map[string]any{"fifoQueue": true}, ""},
		{"given", `{"max":20}`, "Web", map[string]any{"thingName": "mine"}, `^mine$`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			rule := strings.Replace(c.rule, "{", `{"attribute":"thing_name","source":"the API",`, 1)
			inputs := values(c.inputs)
			problems := fill(t, namingOf(t, rule), c.resource, inputs, nil)
			switch {
			case c.want == "" && (len(problems) != 1 || !strings.Contains(problems[0].reason, "the API")):
				t.Errorf("got %v and %v", inputs, problems)
			case c.want != "" && (len(problems) > 0 || !regexp.MustCompile(c.want).MatchString(inputs["thingName"].StringValue())):
				t.Errorf("got %v and %v", inputs, problems)
			}
		})
	}
}

func TestAPrefixGivenLeavesTheNameToTerraform(t *testing.T) {
	inputs := values(map[string]any{"thingNamePrefix": "pre-"})
	if problems := fill(t, namingOf(t, `{"attribute":"thing_name","max":20}`), "Web", inputs, nil); len(problems) > 0 || inputs.HasValue("thingName") {
		t.Errorf("got %v and %v", inputs, problems)
	}
}

func TestOnlyAMadeUpNameIsUsedAgain(t *testing.T) {
	n := namingOf(t, `{"attribute":"thing_name","max":20}`)
	for _, madeUp := range []bool{true, false} {
		olds := wire(t, values(map[string]any{"thingName": "before"}))
		n.mark(olds, madeUp)
		inputs := resource.PropertyMap{}
		if problems := fill(t, n, "Web", inputs, olds); len(problems) > 0 {
			t.Fatal(problems)
		}
		if again := inputs["thingName"].StringValue() == "before"; again != madeUp {
			t.Errorf("made up %v, used again %v", madeUp, again)
		}
	}
}

func TestTheStacksWishForNamesCounts(t *testing.T) {
	n := namingOf(t, `{"attribute":"thing_name","max":20,"lower":true}`)
	inputs := resource.PropertyMap{}
	problems := n.fill(context.Background(), &pulumirpc.CheckRequest{
		Urn:        thingURN,
		Autonaming: &pulumirpc.CheckRequest_AutonamingOptions{ProposedName: "Dev-Thing", Mode: pulumirpc.CheckRequest_AutonamingOptions_PROPOSE},
	}, inputs)
	if got := inputs["thingName"]; len(problems) > 0 || got.StringValue() != "dev-thing" {
		t.Errorf("got %v and %v", got, problems)
	}
}
