package main

import (
	"encoding/json"
	"testing"
)

func TestWhatTheNextProviderRefusesIsRefused(t *testing.T) {
	launch := func(encrypted string) map[string]any {
		devices := []any{map[string]any{"deviceName": "/dev/xvda", "ebs": map[string]any{"encrypted": encrypted}}}
		return map[string]any{"blockDeviceMappings": devices}
	}
	listener := func(settings map[string]any) map[string]any { return map[string]any{"mutualAuthentication": settings} }
	for name, c := range map[string]struct {
		terraform string
		inputs    map[string]any
		path      string // empty: it is taken
	}{
		"a number for a boolean":           {"aws_launch_template", launch("1"), "blockDeviceMappings[0].ebs.encrypted"},
		"a boolean in words":               {"aws_launch_template", launch("true"), ""},
		"no boolean":                       {"aws_launch_template", launch(""), ""},
		"a client's address by number":     {"aws_lb_target_group", map[string]any{"preserveClientIp": "0"}, "preserveClientIp"},
		"verification without trust store": {"aws_lb_listener", listener(map[string]any{"mode": "verify"}), "mutualAuthentication.trustStoreArn"},
		"verification with trust store":    {"aws_lb_listener", listener(map[string]any{"mode": "verify", "trustStoreArn": "a"}), ""},
		"a trust store passed through":     {"aws_lb_listener", listener(map[string]any{"mode": "passthrough", "trustStoreArn": "a"}), "mutualAuthentication.trustStoreArn"},
		"a listener without any":           {"aws_lb_listener", map[string]any{}, ""},
		"a replica's character set":        {"aws_db_instance", map[string]any{"characterSetName": "a", "replicateSourceDb": "b"}, "characterSetName"},
		"a character set of its own":       {"aws_db_instance", map[string]any{"characterSetName": "a"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			problems := stricter[c.terraform](values(c.inputs))
			if c.path == "" && len(problems) > 0 {
				t.Fatalf("refused: %v", problems)
			}
			if c.path != "" && (len(problems) != 1 || problems[0].path != c.path) {
				t.Fatalf("got %v", problems)
			}
		})
	}
}

func TestStricterChecksAreOfServedTypes(t *testing.T) {
	var types map[string]served
	if err := json.Unmarshal(tokensJSON, &types); err != nil {
		t.Fatal(err)
	}
	for terraform := range stricter {
		if _, ok := types[terraform]; !ok {
			t.Errorf("%s is not served", terraform)
		}
	}
}
