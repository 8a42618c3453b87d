package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

//go:embed tokens.json
var tokensJSON []byte

// shapesFile lies beside the binary. The build derives it from the installed @pulumi/aws.
const shapesFile = "shapes.json"

// served says how one Terraform resource type appears in Pulumi.
type served struct {
	Token string `json:"token"`
	// Name is the rule by which a name is made up when the program gives none.
	Name *nameRule `json:"name,omitempty"`
	// Given is the attribute that holds a name which the program has to give itself.
	Given string `json:"given,omitempty"`
	// ID is the attribute that stands for an id, where the Terraform type has none.
	ID string `json:"id,omitempty"`
	// Newer are the values, by the path of their attribute, that AWS has come to know after the Terraform provider.
	Newer map[string]newerValues `json:"newer,omitempty"`
}

// tables is what the plugin knows without asking the Terraform provider.
type tables struct {
	tokens map[string]served // by Terraform type name
	shapes sdkShapes
}

func loadTables() (tables, error) {
	executable, err := os.Executable()
	if err != nil {
		return tables{}, err
	}
	return readTables(filepath.Join(filepath.Dir(executable), shapesFile))
}

func readTables(shapesPath string) (t tables, err error) {
	if err = json.Unmarshal(tokensJSON, &t.tokens); err != nil {
		return t, fmt.Errorf("tokens.json: %w", err)
	}
	text, err := os.ReadFile(shapesPath)
	if err != nil {
		return t, fmt.Errorf("the plugin is incomplete, build it again: %w", err)
	}
	if err = json.Unmarshal(text, &t.shapes); err != nil {
		return t, fmt.Errorf("%s: %w", shapesPath, err)
	}
	return t, nil
}
