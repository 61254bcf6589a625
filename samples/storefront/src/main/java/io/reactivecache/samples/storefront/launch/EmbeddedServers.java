package io.reactivecache.samples.storefront.launch;

import io.reactivecache.test.server.RedisServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.h2.tools.Server;

/** Starts servers, so that the shop runs on a machine that has none. They keep nothing: the data goes with the process. */
final class EmbeddedServers {

    private EmbeddedServers() {}

    static SharedServer redis(int port) {
        RedisServer server = RedisServer.builder().port(port).build();
        try {
            server.start();
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
        return SharedServer.started(server.uri(), server::close);
    }

    /** Starts H2 for connections from this machine only; the database lives in memory for as long as this one is open. */
    static SharedServer database(int port) {
        try {
            Connection database = DriverManager.getConnection("jdbc:h2:mem:storefront", "sa", "");
            Server server =
                    Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
            String address = "r2dbc:h2:tcp://sa@localhost:" + server.getPort() + "/mem:storefront";
            return SharedServer.started(address, () -> end(server, database));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void end(Server server, Connection database) {
        server.stop();
        try {
            database.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
