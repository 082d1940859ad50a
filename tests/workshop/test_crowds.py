"""What a room promises about thousands of connections, held by the benchmark that measures it.

The other tests of the service hold the same with few connections, in moments.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "room.py"


@pytest.mark.long
@pytest.mark.parametrize("part", ["killed", "attacked", "thousands"])
def test_a_room_keeps_its_promises_to_a_crowd(part: str) -> None:
    subprocess.run([sys.executable, BENCHMARK, part], check=True, timeout=600)
