"""Hypothesis draws fewer situations while mutmut runs, and the same ones for every mutant."""

import os

from hypothesis import settings

settings.register_profile("policy", max_examples=100, deadline=None)
settings.register_profile("mutation", max_examples=25, deadline=None, derandomize=True)
settings.load_profile("mutation" if "MUTANT_UNDER_TEST" in os.environ else "policy")
