package main

import (
	"os/exec"
	"runtime"
	"syscall"
)

// The parent-death signal follows the thread that started the child, so main keeps its thread for good.
func init() { runtime.LockOSThread() }

// dieWithParent has the kernel end the child when this process ends in whatever way.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
