"""What a process apart may use: given on its command line by `documents.apart`."""

import argparse
import logging
import resource
import signal


def ask_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=int, required=True, help="of the processor")
    parser.add_argument("--clock", type=int, required=True, help="seconds from now")
    parser.add_argument("--memory", type=int, required=True, help="bytes of address space")


def confine(asked: argparse.Namespace) -> None:
    """Bound what this process may use. It writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (asked.memory, asked.memory))
    # Only the first of two limits is told from other ends.
    resource.setrlimit(resource.RLIMIT_CPU, (asked.seconds, asked.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(asked.clock)  # ends by itself when its worker was killed
    # A parser that complains of a file once a page would fill the disk of logs.
    logging.disable(logging.CRITICAL)
