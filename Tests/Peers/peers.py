"""Holds a sandbox against clients of the Bot API that others wrote.

Usage: peers.py <port> <token>. The last line counts; the exit code is 1 when a check failed.
"""

import asyncio
import sys

import aiogram_peer
import ptb_peer
from sandbox_control import SandboxControl


async def main(port: int, token: str) -> int:
    sandbox = SandboxControl(port, token)
    passed = failed = 0
    for peer in (aiogram_peer, ptb_peer):
        counts = await peer.check.run(sandbox, peer.peer)
        passed += counts[0]
        failed += counts[1]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(int(sys.argv[1]), sys.argv[2])))
