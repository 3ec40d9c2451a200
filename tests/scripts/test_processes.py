import os
import signal
import socket
import subprocess
import sys
import time

from scripts.processes import claimed, free_port, is_taken, running
from scripts.stamps import ROOT

PARENT = """
import sys
from scripts.processes import ended_with_us, running
child = [sys.executable, "-c", "import time; time.sleep(600)"]
try:
    with ended_with_us(), running(child) as process:
        print(process.pid, flush=True)
        process.wait()
except KeyboardInterrupt:
    print("ended", flush=True)
"""


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_program_and_its_children_end_with_the_block():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'print(1, flush=True); input()'])"

    with running([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdout.readline()

    assert process.returncode == -signal.SIGTERM
    assert not group_exists(process.pid)


def group_exists(pid: int) -> bool:
    for _ in range(50):  # a killed grandchild is collected a moment later
        try:
            os.killpg(pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def test_a_polite_kill_ends_what_we_started():
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        child = int(parent.stdout.readline())

        parent.terminate()

        assert parent.stdout.readline() == "ended\n"
    assert not is_alive(child)


def test_a_port_without_a_listener_is_free():
    assert not is_taken(9)


def test_a_port_is_claimed_by_one_at_a_time_and_still_open_to_a_server_of_ours():
    port = free_port()

    with claimed(port) as first, claimed(port) as second, socket.create_server(("127.0.0.1", port)):
        found = (first, second)
    with claimed(port) as later:
        assert (*found, later) == (True, False, True)


def test_a_port_somebody_listens_on_cannot_be_claimed():
    with socket.create_server(("127.0.0.1", 0)) as server, claimed(server.getsockname()[1]) as is_ours:
        assert not is_ours
