/** What stands in the way of an operation of a port, as all faulty ones understand it. */
@NullMarked
package io.reactivecache.test.fault;

import org.jspecify.annotations.NullMarked;
