import fcntl
import os
import socket
import subprocess
import sys

import pytest

from scripts.processes import claimed, free_port
from scripts.stamps import ROOT


def demo(**environ: str) -> subprocess.CompletedProcess:
    """``make demo`` as far as it goes before it serves."""
    command = [sys.executable, "-m", "scripts.demo"]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, timeout=60)  # noqa: S603


def test_a_taken_port_is_refused_at_once_with_the_variable_to_set(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        result = demo(PORT=str(port), DATA_DIR=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Port {port} is taken. Choose another one with PORT, for example: PORT={port + 1} make demo"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_port_for_which_another_copy_is_still_preparing_is_refused_too(tmp_path):
    port = free_port()

    with claimed(port):
        result = demo(PORT=str(port), DATA_DIR=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"Port {port} is taken. Choose another one with PORT, for example: PORT={port + 1} make demo"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["eighty", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(text, tmp_path):
    result = demo(PORT=text, DATA_DIR=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr.strip() == (
        f"PORT is {text}: it must be a number from 1 to 65535, for example PORT=8001 make demo"
    )


def test_a_folder_that_another_start_prepares_is_refused_with_the_variable_to_set(tmp_path):
    with (tmp_path / ".preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        result = demo(PORT=str(free_port()), DATA_DIR=str(tmp_path))

    assert result.returncode == 1
    assert result.stderr.strip() == "Another start prepares this folder; wait for it or choose another DATA_DIR."
