/** A journal of writes in files of this machine: a log in segments, written by one thread. */
@NullMarked
package io.reactivecache.journal;

import org.jspecify.annotations.NullMarked;
