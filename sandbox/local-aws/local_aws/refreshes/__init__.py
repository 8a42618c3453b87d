"""Instance refreshes: the instances of a group are replaced in batches, and watched.

- `record`: what a group keeps of its refreshes;
- `plan`: which instances go and how many come;
- `rounds`: what goes on until one ends.
"""
