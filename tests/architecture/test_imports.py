"""The package's own imports go one way, engines stay in their modules, and starting up stays light."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.architecture.imports import violations

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "web3",
    "pyrevm",
    "polars",
    "matplotlib",
    "eth_tester",
    "eth",
    "numpy",
    "imagehash",
    "datasketch",
    "PIL",
)


def test_every_import_goes_the_allowed_way() -> None:
    assert violations(ROOT) == []


PLANTED = [
    ("chain/embedded.py", "from dao_sim.coop import Charter", "chain may not import coop"),
    ("chain/embedded.py", "from ..coop.charter import Charter", "chain may not import coop"),
    ("chain/embedded.py", "from .. import coop", "chain may not import coop"),
    ("chain/__init__.py", "from dao_sim import coop", "chain may not import coop"),
    ("chain/rpc.py", "def late():\n    import dao_sim.cli", "chain may not import cli"),
    (
        "chain/rpc.py",
        "from importlib import import_module\nimport_module('dao_sim.coop')",
        "chain may not import coop",
    ),
    ("coop/charter.py", "from dao_sim import Cooperative", "coop may not import dao_sim"),
    (
        "units.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import dao_sim.chain",
        "units may not",
    ),
    ("metrics/gini.py", "import dao_sim.chain", "metrics may not import chain"),
    ("chain/rpc.py", "import dao_sim.metrics", "chain may not import metrics"),
    ("screening/rules.py", "import dao_sim.coop", "screening may not import coop"),
    ("bindings/vault.py", "import dao_sim.screening", "bindings may not import screening"),
    ("testing/chain.py", "import dao_sim.cli", "testing may not import cli"),
    ("coop/charter.py", "import dao_sim.testing", "coop may not import testing"),
    ("report/tables.py", "import dao_sim.replay", "report may not import replay"),
    ("__init__.py", "from dao_sim.cli import main", "dao_sim may not import cli"),
    ("leftovers/odds.py", "import dao_sim.units", "leftovers has no place in the architecture"),
    ("coop/charter.py", "import pyrevm", "pyrevm may only be imported in dao_sim.chain.emb"),
    ("chain/rpc.py", "from eth_tester import EthereumTester", "eth_tester may only be imported"),
    ("chain/tester.py", "from eth.vm.forks import CancunVM\nimport pyrevm", "pyrevm may only be imported"),
    (
        "bindings/vault.py",
        "def f():\n    from web3.providers import HTTPProvider",
        "web3 may only be imported",
    ),
    ("chain/embedded_helper.py", "import pyrevm", "pyrevm may only be imported"),
]


@pytest.mark.parametrize(("path", "source", "reason"), PLANTED)
def test_a_planted_violation_is_found(tmp_path: Path, path: str, source: str, reason: str) -> None:
    plant(tmp_path, path, source)

    (found,) = violations(tmp_path)

    assert found.startswith(f"dao_sim/{path}:{source.count(chr(10)) + 1}: ")
    assert reason in found


ALLOWED = [
    (
        "coop/charter.py",
        "from ..chain import connect\nfrom . import plan\nfrom dao_sim.errors import BadInput",
    ),
    ("units.py", "from dao_sim.errors import BadInput"),
    ("replay/run.py", "from dao_sim.report import table\nfrom dao_sim.metrics.concentration import nakamoto"),
    ("cli/__init__.py", "from dao_sim import __version__\nimport dao_sim.replay"),
    ("metrics/gini.py", "import numpy\nfrom dao_sim.units import Wei"),
    ("coop/submissions.py", "from dao_sim.screening import Finding"),
    ("testing/chain.py", "import dao_sim.coop"),
    ("chain/embedded/__init__.py", "import pyrevm"),
    ("chain/embedded/memory.py", "from pyrevm import EVM"),
    ("__init__.py", "from dao_sim.coop import Cooperative"),
    ("__main__.py", "from dao_sim.cli import main"),
]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_an_allowed_import_is_left_alone(tmp_path: Path, path: str, source: str) -> None:
    plant(tmp_path, path, source)

    assert violations(tmp_path) == []


def plant(root: Path, path: str, source: str) -> None:
    """A package with every component the planted imports name, and one file that imports."""
    components = ("chain", "coop", "metrics", "screening", "testing", "report", "replay", "cli")
    for name in (*components, "errors", "units"):
        (root / "dao_sim" / name).mkdir(parents=True)
        (root / "dao_sim" / name / "__init__.py").touch()
    file = root / "dao_sim" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source, encoding="utf-8")


def heavy_modules_after(code: str) -> list[str]:
    """The heavy libraries that a fresh interpreter has loaded after running `code`."""
    probe = (
        textwrap.dedent(code)
        + f"\nimport sys\nprint(*sorted(set(sys.modules) & {set(HEAVY)!r}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.split()


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert heavy_modules_after("import dao_sim") == []


def test_help_loads_nothing_heavy() -> None:
    code = """
        import sys
        from dao_sim.cli import main
        sys.argv = ["dao-sim", "--help"]
        try:
            main()
        except SystemExit as stop:
            assert not stop.code, stop.code
    """
    assert heavy_modules_after(code) == []


def test_the_probe_sees_a_heavy_import() -> None:
    assert heavy_modules_after("import numpy") == ["numpy"]
