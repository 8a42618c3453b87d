package main

import (
	"encoding/json"
	"iter"
)

// shape is how the SDK types a property: a scalar, a list or map of one shape, or a reference to an object type.
type shape struct {
	Scalar scalar
	List   *shape
	Map    *shape
	Ref    string
}

type scalar string

const (
	booleanScalar  scalar = "boolean"
	numberScalar   scalar = "number"
	documentScalar scalar = "document" // JSON text, or an object that stands for it
	assetScalar    scalar = "asset"    // an asset or an archive
)

type properties map[string]*shape

// sdkShapes is the installed SDK, as shapes.ts writes it.
type sdkShapes struct {
	Version   string                `json:"version"`
	Provider  properties            `json:"provider"`
	Resources map[string]properties `json:"resources"` // by token
	Types     map[string]properties `json:"types"`
}

func (s *shape) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &s.Scalar)
	}
	var parts struct {
		List *shape
		Map  *shape
		Ref  string
	}
	err := json.Unmarshal(text, &parts)
	s.List, s.Map, s.Ref = parts.List, parts.Map, parts.Ref
	return err
}

// element is the shape inside a list or a map, else the shape itself.
func (s *shape) element() *shape {
	switch {
	case s.List != nil:
		return s.List
	case s.Map != nil:
		return s.Map
	default:
		return s
	}
}

// named gives the properties of one scalar kind.
func (p properties) named(kind scalar) iter.Seq[string] {
	return func(yield func(string) bool) {
		for name, shape := range p {
			if shape.Scalar == kind && !yield(name) {
				return
			}
		}
	}
}
