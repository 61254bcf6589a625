/** The Reactive Streams TCK over every publisher this library hands out, and the list that shows there is no other. */
@NullMarked
package io.reactivecache.test.tck;

import org.jspecify.annotations.NullMarked;
