/** What every implementation of a port must do, as tests to extend. */
@NullMarked
package io.reactivecache.test.contract;

import org.jspecify.annotations.NullMarked;
