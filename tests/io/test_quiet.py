import os
import subprocess
import sys
import textwrap
import threading

import pytest

from formcheck.io.quiet import quiet, silent

CHATTER = (
    b"WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    b"W0000 00:00:1700000000.1 12 inference_feedback_manager.cc:114] Feedback manager requires\n"
    b"INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
)


def test_chatter_is_dropped_and_the_rest_comes_through(capfd):
    with quiet():
        os.write(2, CHATTER + b"disk full\n")
    assert capfd.readouterr().err == "disk full\n"


def test_in_silence_nothing_comes_through(capfd):
    with silent():
        os.write(2, CHATTER + b"libpng error: Read Error\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_standard_error_works_again_afterwards(capfd):
    with quiet():
        pass
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_an_exception_says_it_alone(capfd):
    with pytest.raises(ValueError, match="invalid literal"), quiet():
        int("x", base=os.write(2, b"ERROR\n"))
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_threads_take_turns(capfd):
    def chat():
        for _ in range(20):
            with quiet():
                os.write(2, CHATTER)

    threads = [threading.Thread(target=chat) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_python_errors_of_other_threads_are_not_lost():
    assert "ZeroDivisionError" in errors_of(
        """
        import threading
        from formcheck.io.quiet import quiet
        with quiet():
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start()
            thread.join()
        """
    )


def test_a_program_without_standard_error_runs():
    assert not errors_of(
        """
        import os
        from formcheck.io.quiet import quiet
        os.close(2)
        with quiet():
            pass
        """
    )


def errors_of(script):
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr
