package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// endWithEngine ends this process at once, after cleanup, on SIGINT (the engine's way to close a plugin), on SIGTERM,
// and when the engine, which holds the other ends of standard input and output, is gone.
func endWithEngine(cleanup func() error) {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, os.Interrupt, syscall.SIGTERM, syscall.SIGPIPE)
	if stat, err := os.Stdin.Stat(); err == nil && stat.Mode()&os.ModeNamedPipe != 0 {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			ended <- os.Interrupt
		}()
	}
	go func() {
		<-ended
		if cleanup() != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}()
}
