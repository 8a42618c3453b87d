"""A local AWS: MiniStack plus what it lacks for this platform. See the README beside this package."""
