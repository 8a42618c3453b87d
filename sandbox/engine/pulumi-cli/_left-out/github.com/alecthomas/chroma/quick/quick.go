// Package quick stands in for the colours of source text in 200 languages, within help texts.
package quick

import "io"

func Highlight(w io.Writer, source, _, _, _ string) error {
	_, err := io.WriteString(w, source)
	return err
}
