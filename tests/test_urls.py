"""Documents and results behind URLs: an S3 server and a web server on the loopback."""

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

import planparse
from drawing import Sheet
from planparse.errors import ExitCode, LocationError
from planparse.runs.inputs import find_inputs

BUCKET = "plans"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    sheet = Sheet()
    sheet.head("12/KH-UBND")
    (tmp_path / "raw").mkdir()
    return sheet.save(tmp_path / "raw" / "plan.pdf")


@pytest.fixture(scope="module")
def server() -> Iterator["boto3.client"]:
    """One for all tests: what opens URLs keeps its connections."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield boto3.client("s3")
    server.stop()


@pytest.fixture
def s3(server: "boto3.client") -> "boto3.client":
    """The server with an empty bucket."""
    server.create_bucket(Bucket=BUCKET)
    for item in server.list_objects(Bucket=BUCKET).get("Contents", []):
        server.delete_object(Bucket=BUCKET, Key=item["Key"])
    return server


FETCHED: Counter[str] = Counter()


class Counting(http.server.SimpleHTTPRequestHandler):
    """A web server that counts what is fetched from it."""

    def do_GET(self) -> None:
        FETCHED[self.path] += 1
        super().do_GET()


@pytest.fixture
def web(plan: Path) -> Iterator[str]:
    FETCHED.clear()
    handler = functools.partial(Counting, directory=plan.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planparse.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ))


def test_plans_are_read_from_a_bucket_and_written_to_one(
    s3: "boto3.client", plan: Path, tmp_path: Path
) -> None:
    for name in ("a/plan.pdf", "a/.hidden.pdf", "a/notes.pptx"):
        s3.put_object(Bucket=BUCKET, Key=f"raw/{name}", Body=plan.read_bytes())
    local = run("extract", plan, "--out", tmp_path / "out")
    remote = run("extract", "s3://plans/raw", "--out", "s3://plans/out")
    assert (
        (remote.returncode, remote.stdout) == (local.returncode, local.stdout) == (0, local.stdout)
    )
    assert remote.stderr == "Passed over, of a format that is not read: notes.pptx\n"

    keys = [item["Key"] for item in s3.list_objects(Bucket=BUCKET, Prefix="out/")["Contents"]]
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert sorted(keys) == sorted(f"out/{path.relative_to(tmp_path / 'out')}" for path in files)
    for path in files:
        key = f"out/{path.relative_to(tmp_path / 'out')}"
        assert s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() == path.read_bytes()
    assert planparse.load("s3://plans/out").plans.equals(planparse.load(tmp_path / "out").plans)
    unresolved = run("agencies", "unresolved", "s3://plans/out")
    assert (unresolved.returncode, unresolved.stdout) == (0, "scope,alias,name,mentions,plans\n")


def test_patterns_of_urls_are_expanded(s3: "boto3.client") -> None:
    for name in ("2022/a.pdf", "2023/b.pdf", "2023/c.txt"):
        s3.put_object(Bucket=BUCKET, Key=f"raw/{name}", Body=b"x")
    files, _ = find_inputs(["s3://plans/raw/*/*.pdf"])
    assert list(map(str, files)) == ["s3://plans/raw/2022/a.pdf", "s3://plans/raw/2023/b.pdf"]


@pytest.mark.usefixtures("s3")
def test_what_a_store_refuses_is_one_sentence(plan: Path) -> None:
    missing = run("extract", "s3://plans/raw/none.pdf", plan)
    assert missing.returncode == ExitCode.UNREADABLE
    assert missing.stderr.startswith("Error: none.pdf cannot be opened: ")
    assert "1 of 2 files gave no records." in missing.stderr
    refused = run("extract", plan, "--out", "s3://nobody/out")
    assert refused.returncode == ExitCode.CANNOT_WRITE
    assert refused.stderr.startswith("Error: s3://nobody/out cannot be written: ")


def test_a_plan_is_read_from_the_web(web: str, plan: Path, tmp_path: Path) -> None:
    assert planparse.extract(f"{web}/plan.pdf") == planparse.extract(plan)
    done = run("extract", f"{web}/plan.pdf", f"{web}/none.pdf", "--out", tmp_path / "out")
    assert done.returncode == ExitCode.UNREADABLE
    assert done.stderr.startswith("Error: none.pdf cannot be opened: ")
    assert len(planparse.load(tmp_path / "out").plans) == 1


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--no-cache",)])
def test_a_source_is_fetched_once(web: str, tmp_path: Path, more: tuple[str, ...]) -> None:
    done = run("extract", f"{web}/plan.pdf", "--out", tmp_path / "out", *more)
    assert (done.returncode, done.stderr) == (0, "")
    assert FETCHED == {"/plan.pdf": 1}


def test_a_url_that_nothing_opens_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gcsfs", None)
    with pytest.raises(LocationError, match=r"pip install 'planparse\[gs\]'"):
        planparse.extract("gs://plans/plan.pdf")
    done = run("extract", "gopher://plans/plan.pdf")
    assert done.returncode == ExitCode.UNREADABLE
    assert "URLs of the kind gopher:// are not known" in done.stderr
