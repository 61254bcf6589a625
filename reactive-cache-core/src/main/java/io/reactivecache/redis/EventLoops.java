package io.reactivecache.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.protocol.CommandExpiryWriter;
import io.lettuce.core.protocol.CommandHandler;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;

/** Tells which event loop serves a connection. Lettuce shows its channels only while it sets them up. */
final class EventLoops implements NettyCustomizer {

    private final ChannelGroup open = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);

    @Override
    public void afterChannelInitialized(Channel channel) {
        open.add(channel);
    }

    /**
     * The event loop of a connection.
     *
     * @throws IllegalStateException if the connection is closed
     */
    EventLoop of(StatefulConnection<?, ?> connection) {
        RedisChannelWriter endpoint = endpoint(connection);
        return open.stream()
                .filter(channel -> channel.pipeline().get(CommandHandler.class).getEndpoint() == endpoint)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("connection: closed (expected: open)"))
                .eventLoop();
    }

    private static RedisChannelWriter endpoint(StatefulConnection<?, ?> connection) {
        RedisChannelWriter writer = ((RedisChannelHandler<?, ?>) connection).getChannelWriter();
        return writer instanceof CommandExpiryWriter expiring ? expiring.getDelegate() : writer;
    }
}
