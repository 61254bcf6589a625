/** What can be set from outside, checked before anything starts. */
@NullMarked
package io.reactivecache.samples.storefront.settings;

import org.jspecify.annotations.NullMarked;
