"""What a check is, and how the checks of a library are run and judged."""

import asyncio
import logging
import traceback
import warnings
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from sandbox_control import SandboxControl


class Journal(logging.Handler):
    """Keeps what the libraries complain of. A complaint that no check expected is a failure: it is
    how they say that they could not read an answer."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        logging.captureWarnings(True)
        warnings.simplefilter("always")
        # What a library forgets to close is its own affair.
        warnings.simplefilter("ignore", ResourceWarning)
        logging.getLogger().addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.name}: {self.format(record)}")

    def take(self) -> str:
        """What was said since the last time, which is forgotten."""
        said = "\n".join(self._lines)
        self._lines.clear()
        return said


journal = Journal()

Check = Callable[[Any], Awaitable[None]]


class Checks:
    """The checks of one library. Each is given a peer: the library's bot at a clean sandbox."""

    patience = 20.0
    longest_complaint = 4000

    def __init__(self, library: str) -> None:
        self.library = library
        self._checks: list[Check] = []

    def __call__(self, check: Check) -> Check:
        """Decorates a check; its name is the sentence that it holds."""
        self._checks.append(check)
        return check

    async def run(
        self,
        sandbox: SandboxControl,
        peer: Callable[[SandboxControl], AbstractAsyncContextManager[Any]],
    ) -> tuple[int, int]:
        """Runs them all, one by one; how many passed and how many failed."""
        failed = 0
        for check in self._checks:
            sentence = f"{self.library}: {check.__name__.replace('_', ' ')}"
            try:
                await asyncio.wait_for(self._run(check, sandbox, peer), self.patience)
                complaint = journal.take()
            except Exception:
                complaint = traceback.format_exc() + journal.take()
            if complaint:
                failed += 1
                print(f"FAILED  {sentence}\n{complaint[: self.longest_complaint]}", flush=True)
            else:
                print(f"passed  {sentence}", flush=True)
        return len(self._checks) - failed, failed

    @staticmethod
    async def _run(check: Check, sandbox: SandboxControl, peer: Any) -> None:
        sandbox.clean()
        async with peer(sandbox) as ready:
            await check(ready)


class expected:
    """`with expected(Error, "words"):` holds when its block ends with this very kind of error, and
    the error says the words. Afterwards `error` is there to look at."""

    error: Any = None

    def __init__(self, kind: type[Exception], words: str) -> None:
        self._kind = kind
        self._words = words

    def __enter__(self) -> "expected":
        return self

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        assert error is not None, f"no {self._kind.__name__} was raised"
        if type(error) is not self._kind:
            return False
        assert self._words in str(error), f"{error!r} doesn't say {self._words!r}"
        self.error = error
        return True


async def eventually(condition: Callable[[], Awaitable[bool]]) -> None:
    """Waits until it holds; the patience of the check ends the wait."""
    while not await condition():
        await asyncio.sleep(0.02)
