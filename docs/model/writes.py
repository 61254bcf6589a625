"""A put or an invalidation of one key: local removal, close, append, open (or store)."""
from reads import detached
from world import (
    ELSEWHERE, Closed, Recent, Tombstone, Value, Write, at, end, ended, named, number, running, with_node, with_write)


def steps(w, s):
    for k, write in enumerate(s.writes):
        kind, i, key = w.writes[k]
        if kind in ('wide', 'transaction'):
            continue
        label = f'{kind} {k} of {named(i)} '
        if write.stage == 'idle':
            begun = with_write(s, k, stage='begun', began=s.nodes[i].applied[key])
            yield (label + 'begins', begun) if kind == 'put' else (label + 'commits', committed(s, k))
        elif write.stage == 'begun':
            yield label + 'commits', committed(s, k)
        elif write.stage == 'committed':
            yield label + 'removes', removed(w, s, k)
        elif write.stage == 'removed':
            yield label + 'closes', closed(w, s, k)
            if k in w.cut:
                yield label + 'closes in vain', with_write(s, k, stage='closed', unclosed=True)
                yield label + 'closes, it thinks in vain', closed(w, with_write(s, k, unclosed=True), k)
        elif write.stage == 'closed':
            yield label + f'appends {end(s)[key] + 1}', appended(w, s, k)
        elif write.stage == 'appended' and (
                kind == 'invalidate' or write.abandoned or s.nodes[i].applied[key] >= write.positions[0]):
            if not write.unclosed:
                yield label + 'opens', opened(w, s, k)
            if write.unclosed or k in w.cut or w.crash:
                yield label + 'does not open', done(s, k, 'done')
        if w.crash and write.stage in ('begun', 'committed', 'removed', 'closed'):
            yield label + 'crashes', done(s, k, 'crashed')


def committed(s, k):
    s = s._replace(version=s.version + 1)
    return with_write(s, k, stage='committed', version=s.version)


def removed(w, s, k):
    _, i, key = w.writes[k]
    if i == ELSEWHERE:
        return with_write(s, k, stage='removed')
    s = detached(w, s, i, key)
    s = with_node(s, i, local=at(s.nodes[i].local, key, None))
    return with_write(s, k, stage='removed')


def closed(w, s, k):
    key, there = w.writes[k][2], s.remote[w.writes[k][2]]
    contended = isinstance(there, Closed) and 'contended close' not in w.without
    s = s._replace(remote=at(s.remote, key, over_held(w, there, Closed(k, contended, running(s)))))
    return with_write(s, k, stage='closed')


def over_held(w, there, mark):
    """Another's mark that is held stays so under a new name."""
    held = isinstance(there, Closed) and there.held and there.token != mark.token and 'tx held' not in w.without
    return mark._replace(since=mark.since | there.since, held=True) if held else mark


def appended(w, s, k):
    """The writer heeds its own record at once, before the log delivers it."""
    _, i, key = w.writes[k]
    position = end(s)[key] + 1
    flag = s.writes[k].unclosed and 'flag' not in w.without
    s = s._replace(log=at(s.log, key, s.log[key] + ((k, flag),)))
    if i == ELSEWHERE:
        return with_write(s, k, stage='appended', positions=(position,))
    if 'own record' not in w.without:
        s = detached(w, s, i, key)
        node = s.nodes[i]
        local = node.local[key] if node.local[key] and node.local[key].stamp >= position else None
        recent = Recent(position, running(s))
        s = with_node(s, i, local=at(node.local, key, local), recent=at(node.recent, key, recent))
    if s.writes[k].unclosed:
        s = with_node(s, i, due=at(s.nodes[i].due, key, position))
    return with_write(s, k, stage='appended', positions=(position,))


def overlapped(w, s, k):
    """Another record of the key lies between the beginning of a put and its own record."""
    write, key = s.writes[k], w.writes[k][2]
    between = s.log[key][number(s, write.began):number(s, write.positions[0]) - 1]
    kinds = {w.writes[other][0] for other, _ in between}
    return bool(kinds - {'wide'}) and 'overlap' not in w.without or 'wide' in kinds and 'wide overlap' not in w.without


def stored(w, s, k):
    """True if a put may keep its value."""
    write = s.writes[k]
    return w.writes[k][0] == 'put' and not write.abandoned and not overlapped(w, s, k)


def opened(w, s, k):
    write, key = s.writes[k], w.writes[k][2]
    position, there = write.positions[0], s.remote[key]
    keeps = stored(w, s, k) and not (isinstance(there, Closed) and there.contended)
    if older(w, there, k, position):
        left = Value(write.version, position) if keeps else Tombstone(position, running(s))
        s = s._replace(remote=at(s.remote, key, left))
    return done(s, k, 'done')


def older(w, there, k, position):
    if isinstance(there, Closed):
        return not there.held and (there.token == k or 'token' in w.without)
    if isinstance(there, Value):
        return there.stamp < position
    return there is None or there.position < position


def done(s, k, stage):
    """Who acknowledged which version is known for ever."""
    return ended(s._replace(writes=at(s.writes, k, Write(stage, version=s.writes[k].version))))
