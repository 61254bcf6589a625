/** Tests of journals: their contract, and what kills, disks and the system do to them. */
@NullMarked
package io.reactivecache.test.journal;

import org.jspecify.annotations.NullMarked;
