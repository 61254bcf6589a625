/**
 * Random histories of whole caches. In one process and in virtual time, where every asynchronous step of the protocol is
 * held and taken in an order drawn from a seed; and against a real Redis whose answers come late.
 */
@NullMarked
package io.reactivecache.test.history;

import org.jspecify.annotations.NullMarked;
