package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi-terraform-bridge/v3/pkg/pf/proto"
	shim "github.com/pulumi/pulumi-terraform-bridge/v3/pkg/tfshim"
)

// knownGaps is where the installed SDK and the real Terraform provider differ, one "place: gap" a line.
const knownGaps = "testdata/known-gaps.txt"

// realProvider starts the real Terraform provider and joins it with the installed SDK.
func realProvider(t *testing.T) (shim.Provider, tables, gaps) {
	t.Helper()
	binary := os.Getenv(binaryVariable)
	if binary == "" {
		t.Skip(binaryVariable + " does not name a terraform-provider-aws, with which this test compares")
	}
	shapes := filepath.Join(t.TempDir(), shapesFile)
	write := fmt.Sprintf("require('./build.ts').writeShapes('../..', %q)", shapes)
	if out, err := exec.Command("node", "--import", "tsx", "--eval", write).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	tables, err := readTables(shapes)
	if err != nil {
		t.Fatal(err)
	}
	backend, stop, err := startBackend(context.Background(), binary, tables.tokens)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stop() })
	server, err := newProviderServer(context.Background(), backend, tables.tokens)
	if err != nil {
		t.Fatal(err)
	}
	p := proto.New(context.Background(), server)
	_, _, found, err := buildProvider(p, tables, &region{})
	if err != nil {
		t.Fatal(err)
	}
	return p, tables, found
}

func TestTheRealProvider(t *testing.T) {
	p, tables, found := realProvider(t)
	t.Run("differs from the SDK as known", func(t *testing.T) { compareGaps(t, found) })
	t.Run("has the names that tokens.json speaks of", func(t *testing.T) {
		for name, served := range tables.tokens {
			checkName(t, name, served, p.ResourcesMap().Get(name).Schema())
		}
	})
	t.Run("has what the overrides speak of", func(t *testing.T) {
		for place := range renames {
			checkAttribute(t, p, place)
		}
		for name, attribute := range descriptions {
			checkAttribute(t, p, name+"."+attribute)
		}
		for name := range deleteFirst {
			checkAttribute(t, p, name+".id")
		}
	})
}

func compareGaps(t *testing.T, found gaps) {
	t.Helper()
	text, err := os.ReadFile(knownGaps)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Split(strings.TrimSpace(string(text)), "\n")
	var actual []string
	for place, all := range found {
		for _, gap := range all {
			actual = append(actual, place+": "+gap)
		}
	}
	slices.Sort(actual)
	for _, gap := range actual {
		if !slices.Contains(known, gap) {
			t.Errorf("a new gap: add %q to renames or to %s", gap, knownGaps)
		}
	}
	for _, gap := range known {
		if !slices.Contains(actual, gap) {
			t.Errorf("no gap any more: remove %q from %s", gap, knownGaps)
		}
	}
}

// checkName demands that a type with a name to set says in tokens.json who gives it.
func checkName(t *testing.T, name string, served served, schema shim.SchemaMap) {
	t.Helper()
	attribute := served.Given
	if served.Name != nil {
		attribute = served.Name.Attribute
		if served.Name.Max == 0 || served.Name.Source == "" {
			t.Errorf("tokens.json does not say how long a name of %s may be, and who says so", name)
		}
	}
	if attribute == "" {
		if s, ok := schema.GetOk("name"); ok && (s.Optional() || s.Required()) {
			t.Errorf("tokens.json does not say who gives %s.name", name)
		}
		return
	}
	if s, ok := schema.GetOk(attribute); !ok || !(s.Optional() || s.Required()) {
		t.Errorf("%s.%s, of tokens.json, cannot be set", name, attribute)
	}
}

func checkAttribute(t *testing.T, p shim.Provider, place string) {
	t.Helper()
	name, attribute, _ := strings.Cut(place, ".")
	resource, ok := p.ResourcesMap().GetOk(name)
	if !ok {
		t.Errorf("%s is not served", name)
		return
	}
	if _, ok := resource.Schema().GetOk(attribute); !ok {
		t.Errorf("there is no %s", place)
	}
}
