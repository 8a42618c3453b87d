//go:build !linux

package main

import "os/exec"

// dieWithParent has no counterpart here: the child ends with endWithEngine, but outlives a SIGKILL of this process.
func dieWithParent(*exec.Cmd) {}
