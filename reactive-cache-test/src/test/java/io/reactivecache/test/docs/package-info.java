/** The examples of the pages in {@code docs}, and the test that holds the pages to them. */
@NullMarked
package io.reactivecache.test.docs;

import org.jspecify.annotations.NullMarked;
