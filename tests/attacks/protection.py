"""Whether the candidate step protects jointly. One line says it: what must fail before must pass afterwards."""

import pytest

JOINT = False

needs_joint_protection = pytest.mark.xfail(
    not JOINT, strict=True, reason="joint protection is not in the candidate step yet"
)
