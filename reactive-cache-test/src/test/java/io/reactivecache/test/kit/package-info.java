/** Tests of what users test with. */
@NullMarked
package io.reactivecache.test.kit;

import org.jspecify.annotations.NullMarked;
