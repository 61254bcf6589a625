"""A wide invalidation: close in the table, append to every partition, own memory, open in the table."""
from table import closed, joined, opened
from world import ELSEWHERE, Marker, at, end, named, running, with_node, with_write
from writes import committed, done


def steps(w, s):
    for k, write in enumerate(s.writes):
        kind, i, predicate = w.writes[k]
        if kind != 'wide':
            continue
        label = f'wide {k} of {named(i)} '
        if write.stage == 'idle':
            s1 = committed(s, k)
            yield label + 'begins', with_write(s1, k, positions=(0,) * w.partitions)
        elif write.stage == 'committed':
            marked = s if 'closed' in w.without else closed(w, s, k, predicate)
            yield label + 'closes', with_write(marked, k, stage='closed')
            if k in w.cut:
                yield label + 'closes in vain', with_write(s, k, stage='closed', unclosed=True)
                yield label + 'closes, it thinks in vain', with_write(marked, k, stage='closed', unclosed=True)
        elif write.stage == 'closed':
            for p, position in enumerate(write.positions):
                if not position:
                    yield label + f'appends {end(s)[p] + 1} to partition {p}', appended(w, s, k, p)
        elif write.stage == 'appended':
            yield label + 'opens', done(opened(w, s, k, predicate, write.positions), k, 'done')
            if k in w.cut or w.crash:
                yield label + 'does not open', done(s, k, 'done')
        if w.crash and write.stage in ('committed', 'closed'):
            yield label + 'crashes', done(s, k, 'crashed')


def appended(w, s, k, p):
    _, i, predicate = w.writes[k]
    write = s.writes[k]
    flag = write.unclosed and 'wide flag' not in w.without
    positions = at(write.positions, p, end(s)[p] + 1)
    s = with_write(s._replace(log=at(s.log, p, s.log[p] + ((k, flag),))), k, positions=positions)
    if not all(positions):
        return s
    if i == ELSEWHERE:
        return with_write(s, k, stage='appended')
    if 'own wide record' not in w.without:
        s = s._replace(nodes=at(s.nodes, i, grown(w, s, s.nodes[i], predicate, positions)))
    if write.unclosed:
        owed = s.nodes[i].owed
        s = with_node(s, i, owed=at(owed, predicate, joined(owed[predicate] or positions, positions)))
    return with_write(s, k, stage='appended')


def grown(w, s, node, predicate, offsets):
    """The node with the marker max-merged into its memory. It was not seen in the table with these offsets yet."""
    known = node.markers[predicate]
    if known is None:
        return node._replace(markers=at(node.markers, predicate, Marker(offsets, None, running(s))))
    after = joined(known.offsets, offsets, 'max in memory' not in w.without)
    if after == known.offsets:
        return node
    seen = known.seen if 'seen anew' in w.without else None
    return node._replace(markers=at(node.markers, predicate, Marker(after, seen, running(s))))
