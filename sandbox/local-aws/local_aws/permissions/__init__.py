"""What policies say: their grammar, who they name, and whether they allow a call. MiniStack's evaluator decides the last."""
