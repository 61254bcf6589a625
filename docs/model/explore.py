"""The search: every state that can be reached, breadth first, so that what goes wrong is told in the fewest steps."""
from collections import deque
from typing import NamedTuple


class Result(NamedTuple):
    states: int
    broken: str  # which promise, '' if all hold
    path: list  # the steps that lead there
    complete: bool  # False if the limit was reached


def explore(first, steps, broken, limit):
    """first: a state; steps(state): pairs of label and state; broken(state, is_last): what is wrong with it, or ''."""
    came = {first: None}
    todo = deque([first])
    seen = 0
    while todo:
        state = todo.popleft()
        seen += 1
        after = list(steps(state))
        wrong = broken(state, not after)
        if wrong:
            return Result(seen, wrong, path(came, state), True)
        if len(came) > limit:
            return Result(seen, '', [], False)
        for label, following in after:
            if following not in came:
                came[following] = (label, state)
                todo.append(following)
    return Result(seen, '', [], True)


def path(came, state):
    labels = []
    while came[state]:
        label, state = came[state]
        labels.append(label)
    return labels[::-1]
