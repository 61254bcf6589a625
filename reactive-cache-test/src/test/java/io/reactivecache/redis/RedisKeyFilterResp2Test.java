package io.reactivecache.redis;

/** The same with answers in the form of RESP2, which has no booleans. */
class RedisKeyFilterResp2Test extends RedisKeyFilterTest {

    @Override
    boolean isResp3() {
        return false;
    }
}
