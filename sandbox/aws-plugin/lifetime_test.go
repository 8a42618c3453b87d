package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// childVariable has the test binary behave as the plugin: it starts a child of its own, tells its process id,
// and goes on talking.
const childVariable = "PLUGIN_TEST_CLEANED_UP"

func TestMain(m *testing.M) {
	if cleanedUp := os.Getenv(childVariable); cleanedUp != "" {
		child := exec.Command("sleep", "60")
		dieWithParent(child)
		if err := child.Start(); err != nil {
			panic(err)
		}
		endWithEngine(func() error { return os.WriteFile(cleanedUp, nil, 0o600) })
		fmt.Println(child.Process.Pid)
		for range time.Tick(10 * time.Millisecond) {
			fmt.Println("still here")
		}
	}
	os.Exit(m.Run())
}

type pluginProcess struct {
	process   *exec.Cmd
	stdin     io.Closer
	stdout    io.Closer
	child     int
	cleanedUp string
}

func startPlugin(t *testing.T) pluginProcess {
	t.Helper()
	p := pluginProcess{process: exec.Command(os.Args[0]), cleanedUp: filepath.Join(t.TempDir(), "cleaned-up")}
	p.process.Env = append(os.Environ(), childVariable+"="+p.cleanedUp)
	stdin, err := p.process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.stdin = stdin
	stdout, err := p.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.process.Start(); err != nil {
		t.Fatal(err)
	}
	p.stdout = stdout
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	if p.child, err = strconv.Atoi(strings.TrimSpace(line)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Kill(p.child, syscall.SIGKILL) })
	return p
}

// ends waits for the process, and kills it where it does not end.
func ends(t *testing.T, p pluginProcess) {
	t.Helper()
	overdue := time.AfterFunc(5*time.Second, func() {
		t.Error("it does not end")
		_ = p.process.Process.Kill()
	})
	defer overdue.Stop()
	_ = p.process.Wait()
}

func TestThePluginEndsWithItsEngine(t *testing.T) {
	for name, end := range map[string]func(pluginProcess) error{
		"SIGINT":             func(p pluginProcess) error { return p.process.Process.Signal(os.Interrupt) },
		"SIGTERM":            func(p pluginProcess) error { return p.process.Process.Signal(syscall.SIGTERM) },
		"loss of the engine": func(p pluginProcess) error { return p.stdin.Close() },
		"nobody to talk to":  func(p pluginProcess) error { return p.stdout.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			p := startPlugin(t)
			if err := end(p); err != nil {
				t.Fatal(err)
			}
			ends(t, p)
			if _, err := os.Stat(p.cleanedUp); err != nil {
				t.Errorf("it did not clean up: %v", err)
			}
		})
	}
}

func TestTheProviderDiesWithAKilledPlugin(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux ends a child with its parent")
	}
	p := startPlugin(t)
	if err := p.process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	ends(t, p)
	for deadline := time.Now().Add(5 * time.Second); alive(p.child); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the child lives on")
		}
	}
}

// alive tells whether a process runs; one that ended and was not waited for yet does not count.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && !strings.Contains(string(stat), ") Z ")
}
