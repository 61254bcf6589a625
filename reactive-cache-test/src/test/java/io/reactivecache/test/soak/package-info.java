/** Nodes under load for as long as one likes, while their servers fail: nothing grows. */
@NullMarked
package io.reactivecache.test.soak;

import org.jspecify.annotations.NullMarked;
