package io.reactivecache.spi;

/** The compressions that need no library besides the JDK. */
public final class Compressions {

    private static final Compression GZIP = new Gzip();

    private Compressions() {}

    /** Gzip as of RFC 1952, one member without name or comment. Slower than LZ4, and smaller. Its id is 2. */
    public static Compression gzip() {
        return GZIP;
    }
}
