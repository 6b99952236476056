"""A lab that other work disturbed runs anew, alone; one that is wrong fails each time."""

import threading
from types import SimpleNamespace

import pytest

from tests import conftest
from tests.quiet import Room


def entered(way):
    """Start to enter by `way` in a thread; return the thread and an event that says so."""
    inside = threading.Event()

    def enter():
        with way():
            inside.set()

    thread = threading.Thread(target=enter)
    thread.start()
    return thread, inside


def test_many_share_the_room(tmp_path):
    room = Room(tmp_path)
    with room.shared():
        thread, inside = entered(room.shared)
        assert inside.wait(5)
        thread.join()


@pytest.mark.parametrize("first, second", [("alone", "shared"), ("shared", "alone")])
def test_who_is_alone_is_alone(tmp_path, first, second):
    room = Room(tmp_path)
    with getattr(room, first)():
        thread, inside = entered(getattr(room, second))
        assert not inside.wait(0.1)
    assert inside.wait(5)
    thread.join()


def failed_once(tmp_path, measures, again):
    """Go through the hook with a test whose first run fails; `again` is each later one."""
    item = SimpleNamespace(
        nodeid="a lab",
        config=SimpleNamespace(stash={conftest._ROOM: Room(tmp_path)}),
        get_closest_marker=lambda name: measures,
        runtest=again,
    )
    hook = conftest.pytest_runtest_call(item)
    next(hook)
    with pytest.raises((StopIteration, AssertionError)) as end:
        hook.throw(AssertionError("disturbed"))
    return end.value


def test_a_second_run_that_passes_counts_and_is_told(tmp_path):
    with pytest.warns(match="a lab passed only when nothing ran beside it"):
        assert isinstance(failed_once(tmp_path, True, lambda: None), StopIteration)


def test_of_two_runs_alone_one_that_passes_counts(tmp_path):
    faults = [AssertionError("a busy disk")]

    def again():
        if faults:
            raise faults.pop()

    with pytest.warns(match="passed only when nothing ran beside it"):
        assert isinstance(failed_once(tmp_path, True, again), StopIteration)


def test_a_lab_that_fails_alone_too_is_a_failure(tmp_path):
    runs = []

    def again():
        runs.append("alone")
        raise AssertionError("wrong")

    assert str(failed_once(tmp_path, True, again)) == "wrong"
    assert runs == ["alone", "alone"]


def test_a_test_that_does_not_measure_has_one_run(tmp_path):
    assert str(failed_once(tmp_path, None, pytest.fail)) == "disturbed"
