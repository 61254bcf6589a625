package io.reactivecache.journal;

import java.util.Locale;
import java.util.regex.Pattern;

/** The name of a segment: the sequence of its first entry, in as many digits that names sort as numbers do. */
final class SegmentName {

    private static final String UNFINISHED = ".new";
    private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.segment");

    private SegmentName() {}

    static String of(long first) {
        return String.format(Locale.ROOT, "%019d.segment", first);
    }

    static boolean is(String name) {
        return NAME.matcher(name).matches();
    }

    /** What a segment is called until it has its header. */
    static String unfinished(String name) {
        return name + UNFINISHED;
    }

    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED) && is(name.substring(0, name.length() - UNFINISHED.length()));
    }
}
