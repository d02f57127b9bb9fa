"""Who runs the batches: this process and its workers, a Dask cluster, or a Ray cluster, by way of joblib."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from types import ModuleType
from typing import Any, Literal, TypeAlias, TypeVar

from dao_sim.errors import BadInput, DaoSimError, Unsupported

Kind: TypeAlias = Literal["local", "dask", "ray"]
KINDS: tuple[Kind, ...] = ("local", "dask", "ray")
_AT_ONCE = 16
"""Tasks per worker that Ray is given before their answers are waited for: its answers come together."""

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class ExecutorFailed(DaoSimError):
    """Workers died, or a cluster went away: not what they were asked to do, but who was to do it."""

    code = "executor_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Executor:
    """Where tasks run, and how many at once: as many as there are processors, unless `jobs` says."""

    kind: Kind = "local"
    jobs: int | None = None
    address: str | None = None
    """Of a Dask scheduler or a Ray cluster; without it, one is started here and ended afterwards."""

    def __post_init__(self) -> None:
        """Raises BadInput for an option that would say nothing."""
        if self.kind not in KINDS:
            raise BadInput("sweep", "there is no such executor", hint=", ".join(KINDS), executor=self.kind)
        if self.kind == "local" and self.address is not None:
            hint = "name the executor too: dask or ray"
            raise BadInput("sweep", "an address is of a cluster", hint=hint, address=self.address)
        if self.kind == "dask" and self.address is not None and self.jobs is not None:
            hint = "leave out --jobs: all of the cluster's workers are used"
            raise BadInput("sweep", "a Dask cluster has its own workers", hint=hint, jobs=self.jobs)

    def run(self, act: Callable[[Task], Answer], tasks: Iterable[Task]) -> Iterator[Answer]:
        """The answers, in the order in which they come. Tasks are taken as workers become free.

        Raises ExecutorFailed if workers die or cannot be reached; Unsupported if the library is absent.
        """
        try:
            yield from _WAYS[self.kind](self, act, tasks)
        except DaoSimError:
            raise
        except Exception as error:
            reason = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}".rstrip(": ")
            hint = "what is finished is on disk: go on with --resume"
            raise ExecutorFailed("sweep", f"the executor {self.kind} failed: {reason}", hint=hint) from error

    @property
    def workers(self) -> int:
        from joblib import cpu_count

        return self.jobs or int(cpu_count())


def _local(executor: Executor, act: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
    """Processes of this machine (loky); with one job, this process itself."""
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=executor.workers, batch_size=1, return_as="generator_unordered")
    yield from parallel(delayed(act)(task) for task in tasks)


def _dask(executor: Executor, act: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
    from joblib import Parallel, delayed, parallel_config

    with _dask_client(executor) as client, parallel_config(backend="dask", client=client):
        parallel = Parallel(n_jobs=-1, batch_size=1, return_as="generator_unordered")
        yield from parallel(delayed(act)(task) for task in tasks)


@contextmanager
def _dask_client(executor: Executor) -> Iterator[Any]:
    distributed = _library("distributed", "dask")
    if executor.address is not None:
        with distributed.Client(executor.address, set_as_default=False) as client:
            yield client
        return
    with (
        distributed.LocalCluster(
            n_workers=executor.workers, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _ray(executor: Executor, act: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
    from joblib import Parallel, delayed, parallel_config

    with _ray_cluster(executor) as jobs, parallel_config(backend="ray"):
        left = iter(tasks)
        with Parallel(n_jobs=jobs, batch_size=1) as parallel:
            while some := list(islice(left, jobs * _AT_ONCE)):
                yield from parallel(delayed(act)(task) for task in some)


@contextmanager
def _ray_cluster(executor: Executor) -> Iterator[int]:
    """Yields how many workers to use. A cluster that is connected to already is left as it is."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # a simulator reports to nobody
    ray = _library("ray", "ray")
    _library("ray.util.joblib", "ray").register_ray()
    ours = not ray.is_initialized()
    if ours:
        started: dict[str, Any] = {"num_cpus": executor.workers, "include_dashboard": False}
        where = started if executor.address is None else {"address": executor.address}
        ray.init(**where, log_to_driver=False, logging_level="warning")
    try:
        yield executor.jobs or int(ray.cluster_resources()["CPU"])
    finally:
        if ours:
            ray.shutdown()


_WAYS: dict[Kind, Callable[[Executor, Callable[[Any], Any], Iterable[Any]], Iterator[Any]]] = {
    "local": _local,
    "dask": _dask,
    "ray": _ray,
}


def _library(name: str, extra: str) -> ModuleType:
    try:
        return import_module(name)
    except ImportError as error:
        reason = f"the executor {extra} needs {error.name or name}, which is not installed"
        raise Unsupported("sweep", reason, hint=f"pip install 'dao-sim[{extra}]'") from error
