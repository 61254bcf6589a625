package io.reactivecache.config;

/**
 * What the local tier holds.
 *
 * @param maximumSize the number of entries; {@link Long#MAX_VALUE} if it is bounded by bytes
 * @param maximumBytes the size of the values, as measured by the cache's sizer; {@link Long#MAX_VALUE} if it is bounded by
 *     entries
 */
public record LocalConfig(long maximumSize, long maximumBytes) {

    /**
     * Checks every setting.
     *
     * @throws io.reactivecache.InvalidConfigException naming everything that is wrong
     */
    public LocalConfig {
        Problems problems = new Problems();
        problems.check(
                maximumSize == Long.MAX_VALUE || maximumBytes == Long.MAX_VALUE,
                "maximumSize",
                maximumSize,
                "not set together with maximumBytes");
        problems.atLeast("maximumSize", maximumSize, 1);
        problems.atLeast("maximumBytes", maximumBytes, 1);
        problems.throwIfAny();
    }

    /** True if the values are measured. */
    public boolean isMeasured() {
        return maximumBytes != Long.MAX_VALUE;
    }
}
