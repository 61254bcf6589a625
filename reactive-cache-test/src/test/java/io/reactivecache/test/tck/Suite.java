package io.reactivecache.test.tck;

import java.util.List;

/** Subjects that have something in common, with what they need to be made. */
interface Suite {

    /** Known before anything they need is there: that is looked for when a publisher is made. */
    List<Subject> subjects();
}
