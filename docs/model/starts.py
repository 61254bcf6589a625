"""How a node begins: started anew after a crash, after a reset, in another epoch of the log; and reads the table."""
import transactions
from reads import detached
from table import OF_ALL, is_made, joined, opened, touched
from wide import grown
from world import (ALL, EPOCH, Load, Node, Recent, Write, at, end, ended, later, reaches, record, running, with_node)


def steps(w, s):
    for i, node in enumerate(s.nodes):
        if not node.loaded:
            yield from reading(w, s, i)
        elif node.floor and 'end first' in w.without and node.applied != end(s):
            yield f'node {i} begins at the end', with_node(s, i, applied=end(s), floor=end(s))
        if s.starts < w.starts:
            yield f'node {i} starts', begun(w, crashed(w, s._replace(starts=s.starts + 1), i), i)
        if s.resets < w.resets and node.applied != end(s):
            yield f'node {i} loses records', reset(w, s._replace(resets=s.resets + 1), i)
    if s.epoch <= w.epochs:
        yield 'the log is made anew', renewed(w, s)


def crashed(w, s, i):
    """What is on its way to the remote store may still come; nothing else does."""
    loads = tuple(crashed_load(load) if w.loads[j][0] == i else load for j, load in enumerate(s.loads))
    here = [k for k, write in enumerate(w.writes) if write[1] == i]
    for k in here:
        if w.writes[k][0] == 'transaction':
            s = transactions.crashed(w, s, k)
    writes = tuple(crashed_write(write) if k in here else write for k, write in enumerate(s.writes))
    return ended(s._replace(loads=loads, writes=writes))


def crashed_load(load):
    if load.stage == 'read':
        return load._replace(stage='landed', detached=True)
    return load if load.stage in ('idle', 'landed') else Load('done')


def crashed_write(write):
    if write.stage in ('idle', 'done', 'crashed', 'dead'):
        return write
    return Write('done' if write.stage == 'appended' else 'crashed', version=write.version)


def begun(w, s, i):
    none = (None,) * w.partitions
    node = Node(end(s), none, none, (None, None), end(s), False, (0,) * w.partitions, (None, None), None, ((),) * w.partitions)
    return s._replace(nodes=at(s.nodes, i, node))


def reset(w, s, i):
    """Goes on from the end: everything older may be wrong."""
    writes = tuple(
        write if w.writes[k][1] != i or write.stage in ('idle', 'done', 'crashed', 'dead') else write._replace(abandoned=True)
        for k, write in enumerate(s.writes))
    for key in range(w.partitions):
        s = detached(w, s, i, key)
    local = s.nodes[i].local if 'clear' in w.without else (None,) * w.partitions
    s = s._replace(writes=writes)
    return with_node(s, i, applied=end(s), local=local, floor=end(s), loaded=False)


def renewed(w, s):
    """Positions begin anew in another epoch, and all nodes at the end of it, without the markers of before."""
    told = max((s.writes[k].version for records in s.log for k, _ in records), default=s.before)
    s = s._replace(epoch=s.epoch + 1, before=told, log=((),) * w.partitions)
    for i in range(w.nodes):
        s = with_node(reset(w, s, i), i, markers=(None, None), recent=(None,) * w.partitions)
    return s


def reading(w, s, i):
    """What was not told before the floor is heard of once more, from the checkpoint on; or it is everything, if it is gone."""
    s = loaded(w, touched(w, s), i)
    node, checkpoint = s.nodes[i], s.table.checkpoint
    known = not w.cut and not is_made(s) or 'checkpoint' in w.without or is_made(s) and 'made' in w.without
    if known or checkpoint and reaches(checkpoint, node.floor):
        yield f'node {i} reads the table', s
        return
    if checkpoint:
        yield f'node {i} reads the table, and the log since the checkpoint', replayed(w, s, i, checkpoint)
    gone = s if 'gone' in w.without else wide_heard(w, s, i, ALL, node.floor)
    yield f'node {i} reads the table, and the log has lost records', gone


def replayed(w, s, i, checkpoint):
    """Unclosed records count as if the node had been there; wide ones all, while the table may lack their marks."""
    all_wide = is_made(s) and 'replayed wide' not in w.without
    if 'replay' in w.without:
        return s
    begin, floor = later(checkpoint, (s.epoch * EPOCH,) * w.partitions), s.nodes[i].floor
    for p in range(w.partitions):
        for position in range(begin[p] + 1, floor[p] + 1):
            k, unclosed = record(s, p, position)
            if (unclosed or all_wide) and w.writes[k][0] == 'wide':
                s = wide_heard(w, s, i, w.writes[k][2], at((0,) * w.partitions, p, position))
            elif unclosed:
                s = key_heard(w, s, i, p, position)
    return s


def wide_heard(w, s, i, predicate, offsets):
    node = grown(w, s, s.nodes[i], predicate, offsets)
    owed = joined(node.owed[predicate] or offsets, offsets)
    return s._replace(nodes=at(s.nodes, i, node._replace(owed=at(node.owed, predicate, owed))))


def key_heard(w, s, i, p, position):
    node = s.nodes[i]
    known = node.recent[p] and node.recent[p].position >= position or 'replayed key' in w.without
    recent = node.recent if known else at(node.recent, p, Recent(position, running(s)))
    return with_node(s, i, recent=recent, due=at(node.due, p, max(node.due[p], position)))


def loaded(w, s, i):
    """Rows and the marks of writes come into memory."""
    node = s.nodes[i]
    if 'fresh end' in w.without:
        for mark in s.table.closed:
            s = s if mark.since or mark.token == OF_ALL else opened(w, s, mark.token, mark.predicate, node.floor)
    for mark in s.table.closed:
        node = grown(w, s, node, mark.predicate, node.floor) if mark.token != OF_ALL else node
    for predicate, row in enumerate(s.table.rows):
        offsets = of_epoch(w, s, row)
        node = grown(w, s, node, predicate, offsets) if offsets else node
    return s._replace(nodes=at(s.nodes, i, node._replace(loaded=True)))


def of_epoch(w, s, row):
    """The offsets of a row that belongs to the present epoch."""
    if row is not None and 'row epoch' in w.without:
        return tuple(offset % EPOCH + s.epoch * EPOCH for offset in row.offsets)
    return row.offsets if row is not None and max(row.offsets) >= s.epoch * EPOCH else None
