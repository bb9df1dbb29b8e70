"""The product's three processes with stopwatches in them, for `bench.parts` only."""
