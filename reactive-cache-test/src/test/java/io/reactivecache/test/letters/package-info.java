/** Tests of dead letters. */
@NullMarked
package io.reactivecache.test.letters;

import org.jspecify.annotations.NullMarked;
