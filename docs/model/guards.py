"""What the protocol rests on: each guard with a scenario in which a promise is broken as soon as it is left out."""
from scenarios import BOTH, REMOTE, invalidate, put, transaction, wide
from world import Scenario

KEY = Scenario(2, (invalidate(0),), ((0, 0), (1, 0)))
PUT = Scenario(2, (put(0), invalidate(1)), ((1, 0),))
CUT = Scenario(2, (invalidate(0),), ((1, 0),), cut=(0,), **BOTH)
START = Scenario(1, (wide(),), (), crash=True, starts=1, **BOTH)
LOAD = Scenario(1, (wide(),), ((0, 0),), crash=True, **REMOTE)
TX = Scenario(2, (transaction(),), ((1, 0),), crash=True, **BOTH)
NEW = Scenario(2, (wide(),), (), crash=True, evictions=1, starts=1, **BOTH)
TWO = Scenario(1, (wide(), wide()), ((0, 0),), crash=True, **REMOTE)

GUARDS = {
    # single keys
    'detach': ('a record detaches loads', KEY),
    'tombstone': ('a fill heeds tombstones', KEY),
    'closed key': ('a fill heeds closed marks', KEY._replace(crash=True)),
    'stamp before': ('the stamp is read before the load', KEY),
    'overlap': ('a put overlapped by another write keeps nothing', PUT),
    'clear': ('a reset clears the local tier', Scenario(1, (invalidate(),), (), resets=1, **BOTH)),
    # lost closes
    'recent': ('a node remembers the keys of records', CUT),
    'own record': ('a writer heeds its own record at once', CUT),
    'flag': ('a record says that its writer could not close', CUT),
    'forget settled': ('a key is remembered until it is settled', CUT),
    'checkpoint': ('a node that starts asks for what is not settled', CUT._replace(loads=(), starts=1)),
    'replay': ('it hears of what is after the checkpoint once more', CUT._replace(loads=(), starts=1)),
    'replayed key': ('and remembers the keys', CUT._replace(loads=(), starts=1)),
    'checkpoint settled': ('the checkpoint does not pass what is not settled', CUT._replace(loads=(), starts=1)),
    # transactions
    'tx fence': ('a record before the commit makes nodes drop the old value', TX),
    'tx fenced': ('who has applied it keeps nothing', TX),
    'tx outlasts': ('fence and mark outlast the loads that began before the commit', TX),
    'tx closed seen': ('who began after it keeps nothing of a key that is held', TX._replace(starts=1)),
    # start and table
    'floor': ('a node that has not read the table takes nothing older than the end it began at', START),
    'end first': ('that end is noted before the table is read', START),
    'closed': ('the table is told before the log', START),
    'resolve': ('the mark of a dead writer leaves a row', START._replace(starts=2)),
    'resolve late': ('a mark is resolved a fence after it was made', START),
    'fresh end': ('it is resolved at an end of the log asked for after that', START._replace(starts=2)),
    'max-merge': ('a row keeps the later offset', Scenario(1, (wide(), wide()), (), starts=1, **BOTH)),
    'seal': ('a table made anew says that it may lack something', START._replace(evictions=1)),
    # a table made anew
    'made': ('a node that starts asks for what it may lack', NEW),
    'replayed wide': ('and hears of all wide records once more', NEW),
    'checkpoint told': ('the checkpoint is noted by who has told this very table', NEW),
    'checkpoint held': ('until it is complete, by who tells it all once more', NEW),
    'completed late': ('the table is complete a fence after it was made', NEW),
    'completed knowing': ('by a node that knows what it missed', NEW._replace(starts=2)),
    'completed heard': ('and has applied an end of the log asked for after that', NEW),
    'completed told': ('and has told the table all', NEW),
    'row epoch': ('rows are those of an epoch', Scenario(1, (wide(),), (), epochs=1, **BOTH)),
    # markers in memory
    'marker first': ('the marker counts before the position is applied', LOAD._replace(filled='both')),
    'own wide record': ('the writer knows its marker when it answers', Scenario(1, (wide(0),), (), **BOTH)),
    'join': ('nobody joins a load that a marker may mean', LOAD),
    'wide overlap': ('a marker overlaps a put', Scenario(1, (wide(), put(0)), (), **BOTH)),
    'wide flag': ('a record says that the table was out of reach',
                  Scenario(2, (wide(),), (), cut=(0,), starts=1, **BOTH)),
    'gone': ('what the log has lost means everything', Scenario(1, (wide(),), (), cut=(0,), resets=1, **BOTH)),
    # sweep and drop
    'fence': ('a row is swept for when a fence is over', LOAD),
    'noted rows': ('the sweep goes by the rows, not by its own memory', LOAD),
    'own fence': ('a marker is held for a fence after it grew', LOAD),
    'seen': ('a marker is held until the table was seen to have had it', LOAD),
    'seal drawn': ('a marker is held until this very table was seen to have had it',
                   Scenario(2, (wide(),), (), evictions=1, starts=1, **BOTH)),
    'compaction': ('a marker is held while the table has one of everything',
                   Scenario(1, (wide(),), (), compactions=1, **BOTH)),
    'brought': ('what the table was never seen to have is brought there', LOAD._replace(last=True, filled='both')),
}

# These take longer to show.
SLOW_GUARDS = {
    'tx close again': ('after the commit the key is closed once more', TX._replace(
        filled='', writes=(transaction(), invalidate(1)))),
    'tx held': ('a mark that is held stays so under the close of another write', TX._replace(
        filled='', writes=(transaction(), put(1)))),
    'tx fenced put': ('a put keeps nothing under a fence', TX._replace(filled='', writes=(transaction(), put(1)))),
    'contended close': ('a close over another one is contended', PUT),
    'token': ('only its own writer opens a mark', KEY._replace(
        writes=(invalidate(0), invalidate(1)), loads=((0, 0),), crash=True)),
    'retry': ('settling waits for the mark of another write to go', PUT._replace(cut=(1,))),
    'refresh': ('the fence of a row begins anew when it is raised', TWO),
    'compare': ('a row raised meanwhile is not deleted', TWO),
    'compare value': ('the sweep removes only what still is an old value', Scenario(
        1, (wide(), invalidate()), ((0, 0),), crash=True, **REMOTE)),
    'seen anew': ('a marker that grew was not seen yet', TWO),
    'max in memory': ('memory keeps the later offset', Scenario(2, (wide(0), wide(1)), ((0, 0),), **BOTH)),
}
