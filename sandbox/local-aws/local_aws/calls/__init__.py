"""Calls of AWS's APIs, read and judged before anything is done: by AWS's own models, then by the rules beside them."""
