"""Jobs: the only two ways from a widget to the data, and slow work beside them; the window never waits."""

import sys
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from types import MethodType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from clusterdesk.domain.refusals import Refused, Unavailable

if TYPE_CHECKING:
    from clusterdesk.services.desk import Desk

Then = Callable[[Any], None]


class Stopped(Exception):  # noqa: N818 - the user's wish, no error
    """The user cancelled the work; raised inside it by the next report of progress."""


class Inline(Executor):
    """Runs each job at once, in the calling thread: for tests and for pictures."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run it here and now."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class _Receiver:
    """A function to call when there is an answer, unless the widget it belongs to is gone by then."""

    def __init__(self, call: Then | None) -> None:
        owner = getattr(call, "__self__", None)
        self._method = weakref.WeakMethod(call) if isinstance(owner, QObject) and isinstance(call, MethodType) else None
        self._call = None if self._method else call

    def __bool__(self) -> bool:
        return self._method is not None or self._call is not None

    def __call__(self, answer: object) -> None:
        call = self._method() if self._method else self._call
        if call is None or (self._method and not isValid(getattr(call, "__self__", None))):
            return
        call(answer)


class Job(QObject):
    """One piece of work under way; `cancel` drops its answer, and stops slow work at its next report."""

    progress = Signal(int, int)
    ended = Signal()

    def __init__(self, work: Callable[[], Any], act: str, then: Then | None, refused: Then | None) -> None:
        super().__init__()
        self.act = act
        self.cancelled = False
        self.answer: Any = None
        self.error: BaseException | None = None
        self.then, self.refused = _Receiver(then), _Receiver(refused)
        self._work: Callable[[], Any] | None = work

    def cancel(self) -> None:
        """The answer is no longer wanted."""
        self.cancelled = True

    def report(self, done: int, total: int) -> None:
        """Called by the work itself, in its own thread."""
        if self.cancelled:
            raise Stopped
        self.progress.emit(done, total)

    def run(self) -> None:
        """In the lane's thread: do the work and keep what came of it. A question cancelled in time is not asked."""
        work, self._work = self._work, None
        if work is None or (self.cancelled and self.act in ("ask", "slow")):
            self.cancelled = True
            return
        try:
            self.answer = work()
        except Stopped:
            self.cancelled = True
        except BaseException as error:  # noqa: BLE001 - carried over to the GUI thread and judged there
            self.error = error


class Jobs(QObject):
    """Runs questions and deeds one after the other in the data lane, slow work in another. Answers arrive in the
    GUI thread, and only while the object whose bound method waits for them lives."""

    changed = Signal(object)
    """Changes: what a deed touched; each view decides for itself whether to ask again."""
    done = Signal(object, str)
    """The Done of a deed and what it was: do, undo or redo."""
    refused = Signal(object)
    """A refusal that nobody took."""
    _ran = Signal(object)

    def __init__(self, desk: "Desk", data: Executor | None = None, slow: Executor | None = None) -> None:
        super().__init__()
        self.desk = desk
        self._data = data or ThreadPoolExecutor(1, "data")
        self._slow = slow or ThreadPoolExecutor(1, "slow")
        self._open: set[Job] = set()
        self._ran.connect(self._deliver)

    def ask(self, question: Callable[..., Any], *args: Any, then: Then, refused: Then | None = None, **kw: Any) -> Job:
        """Ask a question of `storage`; `then` gets the answer."""
        return self._start(self._data, Job(lambda: self.desk.ask(question, *args, **kw), "ask", then, refused))

    def do(
        self, label: str, deed: Callable[..., Any], *args: Any,
        then: Then | None = None, refused: Then | None = None, **kw: Any,
    ) -> Job:  # fmt: skip
        """Do a deed of `services` under the sentence `label`; `then` gets its value."""
        return self._start(self._data, Job(lambda: self.desk.do(label, deed, *args, **kw), "do", then, refused))

    def undo(self, deed_id: int | None = None, then: Then | None = None, refused: Then | None = None) -> Job:
        """Take back the last deed, or the one named."""
        return self._start(self._data, Job(lambda: self.desk.undo(deed_id), "undo", then, refused))

    def redo(self, then: Then | None = None) -> Job:
        """Do again what was taken back last."""
        return self._start(self._data, Job(self.desk.redo, "redo", then, None))

    def slow(
        self, work: Callable[..., Any], *args: Any, progress: Callable[[int, int], None] | None = None,
        then: Then | None = None, refused: Then | None = None, **kw: Any,
    ) -> Job:  # fmt: skip
        """Work in the slow lane: files, reports, backups. The work gets a keyword `progress(done, total)` where
        this call has one, and ends there once the job is cancelled."""
        job = Job(lambda: work(*args, **kw), "slow", then, refused)
        if progress is not None:
            kw["progress"] = job.report
            job.progress.connect(progress)
        return self._start(self._slow, job)

    def slow_do(
        self, label: str, deed: Callable[..., Any], *args: Any, progress: Callable[[int, int], None] | None = None,
        then: Then | None = None, refused: Then | None = None, **kw: Any,
    ) -> Job:  # fmt: skip
        """A deed that takes long, such as an import; like `do`, in the slow lane, with progress as in `slow`."""
        job = Job(lambda: self.desk.do(label, deed, *args, **kw), "do", then, refused)
        if progress is not None:
            kw["progress"] = job.report
            job.progress.connect(progress)
        return self._start(self._slow, job)

    def close(self) -> None:
        """Finish what has begun, forget the rest."""
        for job in self._open:
            job.cancelled = job.cancelled or job.act in ("ask", "slow")
        self._data.shutdown(wait=True)
        self._slow.shutdown(wait=True, cancel_futures=True)

    def _start(self, lane: Executor, job: Job) -> Job:
        self._open.add(job)
        lane.submit(self._run, job)
        return job

    def _run(self, job: Job) -> None:
        job.run()
        self._ran.emit(job)

    def _deliver(self, job: Job) -> None:
        self._open.discard(job)
        job.ended.emit()
        if job.error is not None:
            self._complain(job, job.error)
        elif job.act in ("do", "undo", "redo") and not (job.cancelled and job.answer is None):
            self.changed.emit(job.answer.changes)
            self.done.emit(job.answer, job.act)
            job.then(job.answer.value)
        elif not job.cancelled:
            job.then(job.answer)

    def _complain(self, job: Job, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            sys.excepthook(type(error), error, error.__traceback__)
        elif job.cancelled:
            return
        elif job.refused:
            job.refused(error)
        else:
            self.refused.emit(error)


class Newest:
    """For type-ahead: of several questions one after the other only the newest is answered."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._job: Job | None = None

    def ask(self, question: Callable[..., Any], *args: Any, then: Then, **kw: Any) -> None:
        """Ask, and drop what was asked before."""
        self.drop()
        self._job = self._jobs.ask(question, *args, then=then, **kw)

    def drop(self) -> None:
        """Nothing is wanted any more."""
        if self._job:
            self._job.cancel()
        self._job = None
