"""A module for each service's rules."""
