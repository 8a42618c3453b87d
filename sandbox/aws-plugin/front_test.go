package main

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/asset"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
)

func wire(t *testing.T, m resource.PropertyMap) *structpb.Struct {
	t.Helper()
	s, err := plugin.MarshalProperties(m, plugin.MarshalOptions{KeepUnknowns: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func values(m map[string]any) resource.PropertyMap { return resource.NewPropertyMapFromMap(m) }

func check(t *testing.T, f *front, olds *structpb.Struct, news resource.PropertyMap) *structpb.Struct {
	t.Helper()
	resp, err := f.Check(context.Background(), &pulumirpc.CheckRequest{Urn: thingURN, Olds: olds, News: wire(t, news)})
	if err != nil {
		t.Fatal(err)
	}
	for _, failure := range resp.Failures {
		t.Fatalf("%s: %s", failure.Property, failure.Reason)
	}
	return resp.Inputs
}

func create(t *testing.T, f *front, inputs *structpb.Struct) *pulumirpc.CreateResponse {
	t.Helper()
	resp, err := f.Create(context.Background(), &pulumirpc.CreateRequest{Urn: thingURN, Properties: inputs})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func diff(t *testing.T, f *front, olds, oldInputs, news *structpb.Struct) *pulumirpc.DiffResponse {
	t.Helper()
	resp, err := f.Diff(context.Background(), &pulumirpc.DiffRequest{
		Urn: thingURN, Id: "thing-1", Olds: olds, OldInputs: oldInputs, News: news,
	})
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func TestCheckReportsEveryUnknownPropertyAtOnce(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	resp, err := f.Check(context.Background(), &pulumirpc.CheckRequest{Urn: thingURN, News: wire(t, values(map[string]any{
		"colour": "red", "options": map[string]any{"typo": "x"},
	}))})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, failure := range resp.Failures {
		paths = append(paths, failure.Property)
	}
	if got := strings.Join(paths, " "); got != "colour options.typo" {
		t.Errorf("got failures for %q", got)
	}
}

func TestAnUnchangedProgramHasNoDiff(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	program := values(map[string]any{
		"enabled": true, "labels": []any{"a"}, "tags": map[string]any{"a": "b"}, "options": map[string]any{"type": "x"},
		"rules":  []any{map[string]any{"portNumber": 80, "action": map[string]any{"type": "allow"}}},
		"policy": map[string]any{"Version": "2012-10-17"},
	})
	inputs := check(t, f, nil, program)
	state := create(t, f, inputs).Properties
	again := check(t, f, inputs, program)
	if got := again.Fields["thingName"].GetStringValue(); got != inputs.Fields["thingName"].GetStringValue() {
		t.Errorf("the made-up name changed to %s", got)
	}
	if resp := diff(t, f, state, inputs, again); resp.Changes != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("got diffs %v", resp.Diffs)
	}
}

func TestCreateGivesWhatTheSdkDeclares(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	inputs := check(t, f, nil, values(map[string]any{"enabled": true, "region": "eu-west-1"}))
	if _, has := inputs.Fields["region"]; has {
		t.Error("the region of a resource reached the provider")
	}
	outputs := create(t, f, inputs).Properties.Fields
	if got := outputs["region"].GetStringValue(); got != "eu-west-1" {
		t.Errorf("got region %q", got)
	}
	if _, ok := outputs["enabled"].GetKind().(*structpb.Value_BoolValue); !ok {
		t.Errorf("got enabled %v, not a boolean", outputs["enabled"])
	}
	if got := outputs["thingName"].GetStringValue(); !regexp.MustCompile("^thing-[0-9a-f]{7}$").MatchString(got) {
		t.Errorf("got name %q", got)
	}
}

func TestAResourceWhoseCreationFailsHalfwayIsKept(t *testing.T) {
	f := newFront(t, &fakeBackend{halfway: true})
	inputs := check(t, f, nil, values(map[string]any{"zone": "a"}))
	_, err := f.Create(context.Background(), &pulumirpc.CreateRequest{Urn: thingURN, Properties: inputs})
	rpc, ok := rpcerror.FromError(err)
	if !ok || len(rpc.Details()) != 1 {
		t.Fatalf("got %v", err)
	}
	kept, ok := rpc.Details()[0].(*pulumirpc.ErrorResourceInitFailed)
	if !ok || kept.Id != "thing-1" || kept.Properties.Fields["arn"].GetStringValue() != "arn:thing-1" {
		t.Errorf("got %v", kept)
	}
	if !strings.Contains(err.Error(), "it never came up") {
		t.Errorf("the reason is lost: %v", err)
	}
}

func TestReplacementDeletesFirstOnlyWhereTheNameStays(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	for name, deleteFirst := range map[string]bool{"fixed": true, "": false} {
		program := map[string]any{"zone": "a"}
		if name != "" {
			program["thingName"] = name
		}
		inputs := check(t, f, nil, values(program))
		state := create(t, f, inputs).Properties
		program["zone"] = "b"
		resp := diff(t, f, state, inputs, check(t, f, inputs, values(program)))
		if len(resp.Replaces) != 1 || resp.DeleteBeforeReplace != deleteFirst {
			t.Errorf("name %q: replaces %v, delete first %v", name, resp.Replaces, resp.DeleteBeforeReplace)
		}
		if kind := resp.DetailedDiff["zone"].GetKind(); kind != pulumirpc.PropertyDiff_UPDATE_REPLACE || len(resp.DetailedDiff) != 1 {
			t.Errorf("name %q: detailed diff %v", name, resp.DetailedDiff)
		}
	}
}

func TestReadKeepsTheMarkOfAMadeUpName(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	inputs := check(t, f, nil, values(map[string]any{"zone": "a"}))
	state := create(t, f, inputs).Properties
	resp, err := f.Read(context.Background(), &pulumirpc.ReadRequest{Urn: thingURN, Id: "thing-1", Properties: state, Inputs: inputs})
	if err != nil {
		t.Fatal(err)
	}
	if got := resp.Inputs.Fields[defaultsKey].GetListValue().GetValues(); len(got) != 1 || got[0].GetStringValue() != "thingName" {
		t.Errorf("got %v", got)
	}
}

func TestTerraformReadsAnAssetAsAFileAndTheStateKeepsTheAsset(t *testing.T) {
	backend := &fakeBackend{}
	f := newFront(t, backend)
	text, err := asset.FromText("<h1>hello</h1>")
	if err != nil {
		t.Fatal(err)
	}
	inputs := check(t, f, nil, resource.PropertyMap{"source": resource.NewProperty(text)})
	outputs := create(t, f, inputs).Properties
	for place, message := range map[string]*structpb.Struct{"inputs": inputs, "outputs": outputs} {
		if value, err := unmarshalAsset("source", message.Fields["source"]); err != nil || !value.IsAsset() {
			t.Errorf("the asset is not in the %s: %v", place, message.Fields["source"])
		}
	}
	applied := map[string]tftypes.Value{}
	if err := backend.applied.As(&applied); err != nil {
		t.Fatal(err)
	}
	var path string
	if err := applied["source"].As(&path); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != text.Text {
		t.Errorf("Terraform got %q: %v", content, err)
	}
	if resp := diff(t, f, outputs, inputs, check(t, f, inputs, resource.PropertyMap{"source": resource.NewProperty(text)})); resp.Changes != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("an unchanged asset differs: %v", resp.Diffs)
	}
}

func TestAnUnservedTypeIsNamed(t *testing.T) {
	f := newFront(t, &fakeBackend{})
	_, err := f.Check(context.Background(), &pulumirpc.CheckRequest{Urn: "urn:pulumi:dev::test::aws:test/other:Other::x"})
	if err == nil || !strings.Contains(err.Error(), "aws:test/other:Other") {
		t.Errorf("got %v", err)
	}
}
