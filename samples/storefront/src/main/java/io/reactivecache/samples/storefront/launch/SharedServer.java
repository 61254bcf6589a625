package io.reactivecache.samples.storefront.launch;

/**
 * A server the nodes share.
 *
 * @param address where nodes reach it
 * @param origin how it came to be there
 * @param end ends it, if it was started here
 */
record SharedServer(String address, Origin origin, Runnable end) implements AutoCloseable {

    enum Origin {
        /** Its address was given. */
        GIVEN("given"),
        /** It was listening on the port of the embedded server already. */
        FOUND("found running"),
        /** It was started by this process and ends with it. */
        STARTED("started here");

        private final String words;

        Origin(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static SharedServer given(String address) {
        return new SharedServer(address, Origin.GIVEN, () -> {});
    }

    static SharedServer found(String address) {
        return new SharedServer(address, Origin.FOUND, () -> {});
    }

    static SharedServer started(String address, Runnable end) {
        return new SharedServer(address, Origin.STARTED, end);
    }

    /** The address without what stands before an {@code @}: it may contain a password. */
    String publicAddress() {
        return address.replaceFirst("//[^/]*@", "//");
    }

    @Override
    public void close() {
        end.run();
    }
}
