"""Reads a package's imports from its source, without importing anything, and judges their direction."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "dao_sim"

# Later may import earlier, never the reverse.
LAYERS = (
    *("errors", "units", "files", "table", "chain", "bindings", "coop", "ledger", "sim", "experiments"),
    *("report", "replay", "bench", "cli"),
)

# What stands beside the line, and what each may import. `testing` holds suites for other people's engines and
# behaviours; nothing in the package imports it.
BESIDE = {
    "metrics": {"errors", "units"},
    "screening": {"errors", "units"},
    "testing": {*LAYERS[: LAYERS.index("sim") + 1], "screening"},
}

# The public API: gathers from everywhere except what stands above it.
ROOT_MAY_IMPORT = {*LAYERS, "metrics", "screening"} - {"cli"}

# Pure figures, and what screeners find, serve whoever has tables or works, from the facade on.
SERVE = {"metrics", "screening"}
SERVED = set(LAYERS[LAYERS.index("coop") :])

# Each engine's library, and the modules (or packages) of that engine, which alone may import it.
ENGINE_HOMES = {
    "pyrevm": tuple(f"dao_sim.chain.{name}" for name in ("embedded", "revm", "compaction", "fork")),
    "eth_tester": ("dao_sim.chain.tester",),
    "eth": ("dao_sim.chain.tester",),
    "web3": ("dao_sim.chain.rpc",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported name: `module` reads `target` on `line`."""

    module: str
    target: str
    line: int


def module_name(path: Path, root: Path) -> str:
    """`dao_sim.chain.rpc` for `<root>/dao_sim/chain/rpc.py`; a package's name for its `__init__.py`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import in a file: at the top, in functions, for type checkers, and by `import_module("…")`."""
    module = module_name(path, root)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        for target in _targets(node, package):
            yield Import(module=module, target=target, line=getattr(node, "lineno", 0))


def _targets(node: ast.AST, package: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = _absolute(node.module or "", node.level, package)
        return [f"{base}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        name = node.args[0].value
        if called in {"import_module", "__import__"} and isinstance(name, str):
            level = len(name) - len(name.lstrip("."))
            return [_absolute(name.lstrip("."), level, package)]
    return []


def _absolute(name: str, level: int, package: str) -> str:
    if level == 0:
        return name
    parents = package.split(".")
    above = parents[: len(parents) - level + 1]
    return ".".join([*above, name] if name else above)


def component(module: str) -> str:
    """`chain` for `dao_sim.chain.rpc`, an empty string for the root, `cli` for `python -m dao_sim`."""
    name = module.split(".")[1] if "." in module else ""
    return "cli" if name == "__main__" else name


def wrong_arrow(importer: str, imported: str) -> str | None:
    """Why component `importer` may not import component `imported`, or None if it may."""
    known = {*LAYERS, *BESIDE, ""}
    if importer not in known:
        return f"{importer} has no place in the architecture"
    if importer == imported:
        return None
    if importer == "":
        allowed = imported in ROOT_MAY_IMPORT
    elif importer in BESIDE:
        allowed = imported in BESIDE[importer]
    elif imported in SERVE:
        allowed = importer in SERVED
    else:
        allowed = imported in LAYERS[: LAYERS.index(importer)]
    return None if allowed else f"{importer or PACKAGE} may not import {imported or PACKAGE}"


def violations(root: Path) -> list[str]:
    """One line, with file, line number and reason, for each import in `<root>/dao_sim` that breaks a rule."""
    return [
        f"{path.relative_to(root).as_posix()}:{item.line}: {reason}"
        for path in sorted((root / PACKAGE).rglob("*.py"))
        for item in imports_of(path, root)
        if (reason := _judge(item, root))
    ]


def _judge(item: Import, root: Path) -> str | None:
    top = item.target.split(".")[0]
    if top == PACKAGE:
        if item.target == f"{PACKAGE}.__version__":
            return None
        # `from dao_sim import Charter` takes a name of the root, `from dao_sim import chain` a component.
        target = component(item.target)
        is_module = any((root / PACKAGE / name).exists() for name in (f"{target}.py", target))
        return wrong_arrow(component(item.module), target if target and is_module else "")
    homes = ENGINE_HOMES.get(top)
    if homes and not any(item.module == home or item.module.startswith(home + ".") for home in homes):
        return f"{top} may only be imported in {' and '.join(homes)}"
    return None
