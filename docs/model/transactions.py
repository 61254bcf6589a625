"""A transaction that changes one key: local removal, close, fence, commit or rollback, then as an invalidation.

The fence is a record that says: until this writer's next record of the key, or until time is up, keep nothing of it. Time is
up when all has ended that ran when the writer did: a load that began before the commit must not land after the fence.
"""
from reads import detached
from world import Closed, Fence, Recent, Write, at, end, ended, named, running, with_node, with_write
from writes import opened, over_held


FENCE = 'fence'  # in the log, in place of the flag of a record


def steps(w, s):
    for k, write in enumerate(s.writes):
        kind, i, key = w.writes[k]
        if kind != 'transaction':
            continue
        label = f'transaction {k} of {named(i)} '
        if write.stage == 'idle':
            yield label + 'begins', removed(w, s, k)
        elif write.stage == 'removed':
            yield label + 'closes', closed(w, s, k)
        elif write.stage == 'closed':
            yield label + f'fences at {end(s)[key] + 1}', fenced(w, s, k)
        elif write.stage == 'fenced':
            yield label + 'commits', committed(s, k)
            yield label + 'rolls back', with_write(s, k, stage='settled')
        elif write.stage == 'settled':
            again = s if 'tx close again' in w.without else closed_again(w, s, k)
            yield label + 'closes again', with_write(again, k, stage='reclosed')
        elif write.stage == 'reclosed':
            yield label + f'appends {end(s)[key] + 1}', appended(w, s, k)
        elif write.stage == 'appended':
            yield label + 'opens', opened(w, s, k)
        if w.crash and write.stage in ('removed', 'closed', 'fenced', 'settled', 'reclosed', 'appended'):
            yield label + 'crashes', crashed(w, s, k)
    for i, node in enumerate(s.nodes):
        for key, fences in enumerate(node.fences):
            for fence in fences:
                if not fence.since:
                    yield f'a fence of key {key} at node {i} ends', without(s, i, key, fence.token)


def removed(w, s, k):
    _, i, key = w.writes[k]
    s = detached(w, s, i, key)
    s = with_node(s, i, local=at(s.nodes[i].local, key, None))
    return with_write(s, k, stage='removed')


def closed(w, s, k):
    key = w.writes[k][2]
    mark = over_held(w, s.remote[key], Closed(k, True, running(s), True))
    return with_write(s._replace(remote=at(s.remote, key, mark)), k, stage='closed')


def closed_again(w, s, k):
    """From here on it is a write like any other, which holds nothing."""
    key = w.writes[k][2]
    mark = over_held(w, s.remote[key], Closed(k, True, running(s)))
    return s._replace(remote=at(s.remote, key, mark))


def fenced(w, s, k):
    key = w.writes[k][2]
    position = end(s)[key] + 1
    if 'tx fence' not in w.without:
        s = s._replace(log=at(s.log, key, s.log[key] + ((k, FENCE),)))
    return with_write(s, k, stage='fenced', positions=(position,))


def committed(s, k):
    s = s._replace(version=s.version + 1)
    return with_write(s, k, stage='settled', version=s.version)


def appended(w, s, k):
    """As any record: the writer heeds it at once."""
    _, i, key = w.writes[k]
    position = end(s)[key] + 1
    s = s._replace(log=at(s.log, key, s.log[key] + ((k, False),)))
    s = detached(w, s, i, key)
    node = s.nodes[i]
    local = node.local[key] if node.local[key] and node.local[key].stamp >= position else None
    s = with_node(s, i, local=at(node.local, key, local),
                  recent=at(node.recent, key, Recent(position, running(s))))
    return with_write(s, k, stage='appended', positions=(position,))


def applied(s, i, p, k):
    """A fence stands until its writer's next record, beside those of others."""
    fences = s.nodes[i].fences
    return with_node(s, i, fences=at(fences, p, tuple(sorted(fences[p] + (Fence(k, running(s)),)))))


def without(s, i, p, k):
    fences = s.nodes[i].fences
    return with_node(s, i, fences=at(fences, p, tuple(fence for fence in fences[p] if fence.token != k)))


def crashed(w, s, k):
    """Its version counts: whoever commits has fenced before."""
    if s.writes[k].stage in ('idle', 'done', 'dead'):
        return s
    return ended(over(w, s._replace(writes=at(s.writes, k, Write('dead', version=s.writes[k].version))), k))


def over(w, after, k):
    """Marks of an ended transaction outlast the loads that ran when it ended."""
    if 'tx outlasts' in w.without:
        return after
    still = running(after)
    own = 1 << len(w.loads) + k

    def longer(mark):
        held = getattr(mark, 'held', True) and getattr(mark, 'since', 0) & own
        return mark._replace(since=mark.since & ~own | still) if held else mark

    nodes = tuple(n._replace(fences=tuple(tuple(map(longer, each)) for each in n.fences)) for n in after.nodes)
    return after._replace(nodes=nodes, remote=tuple(map(longer, after.remote)))
