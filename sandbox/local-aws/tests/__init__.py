"""Tests of the local AWS, over HTTP, as its users call it. Run them with `python -m tests` in the folder above."""
