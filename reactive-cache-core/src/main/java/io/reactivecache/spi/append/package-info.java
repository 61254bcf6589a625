/**
 * What a log needs whose appends go to a server: they are bounded in number and time, and know nothing of those who
 * wait.
 */
@NullMarked
package io.reactivecache.spi.append;

import org.jspecify.annotations.NullMarked;
