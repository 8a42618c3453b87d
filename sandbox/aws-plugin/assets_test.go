package main

import (
	"os"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/archive"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/asset"
)

func TestAssetsLieInAPrivateFolderByContent(t *testing.T) {
	folder, err := newAssetFolder()
	if err != nil {
		t.Fatal(err)
	}
	if stat, err := os.Stat(string(folder)); err != nil || stat.Mode().Perm() != 0o700 {
		t.Errorf("%v: others can look inside (%v)", stat.Mode(), err)
	}
	text, _ := asset.FromText("hello")
	zipped, _ := archive.FromAssets(map[string]any{"a.txt": text})
	message := wire(t, resource.PropertyMap{"source": resource.NewProperty(text), "code": resource.NewProperty(zipped)})
	first, _, err := folder.asPaths(message, []string{"code", "source"}, true)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := folder.asPaths(message, []string{"code", "source"}, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, property := range []string{"code", "source"} {
		path := first.Fields[property].GetStringValue()
		if path != second.Fields[property].GetStringValue() {
			t.Errorf("the same %s has two paths", property)
		}
		if stat, err := os.Stat(path); err != nil || stat.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v", path, err)
		}
	}
	if !strings.HasSuffix(first.Fields["code"].GetStringValue(), ".zip") {
		t.Error("an archive is no zip file")
	}
	if err := folder.remove(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(string(folder)); !os.IsNotExist(err) {
		t.Errorf("the folder stays: %v", err)
	}
}

func TestAnOldAssetNeedsNoContent(t *testing.T) {
	gone := resource.NewProperty(&asset.Asset{Sig: asset.AssetSig, Path: "/gone", Hash: strings.Repeat("a", 64)})
	message, _, err := assetFolder(t.TempDir()).asPaths(wire(t, resource.PropertyMap{"source": gone}), []string{"source"}, false)
	if err != nil || !strings.HasSuffix(message.Fields["source"].GetStringValue(), strings.Repeat("a", 64)) {
		t.Errorf("got %v: %v", message, err)
	}
}
