/** A project of somebody else, which has nothing of this build but what is published. */
@NullMarked
package io.reactivecache.test.consumer;

import org.jspecify.annotations.NullMarked;
