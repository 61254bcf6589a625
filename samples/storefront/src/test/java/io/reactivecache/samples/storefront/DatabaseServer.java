package io.reactivecache.samples.storefront;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.tools.Server;

/** An H2 in this process that goes away and comes back, and keeps its data meanwhile. */
final class DatabaseServer implements AutoCloseable {

    private final String name;
    private final Connection database;
    private Server server;

    DatabaseServer(String name) throws SQLException {
        this.name = name;
        this.database = DriverManager.getConnection("jdbc:h2:mem:" + name, "sa", "");
        this.server = serve(0);
    }

    private static Server serve(int port) throws SQLException {
        return Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
    }

    /** Where nodes reach it. */
    String address() {
        return "r2dbc:h2:tcp://sa@localhost:" + server.getPort() + "/mem:" + name;
    }

    void stop() {
        server.stop();
    }

    /** Listens again where it did before. */
    void start() throws SQLException {
        server = serve(server.getPort());
    }

    /** The one number a query gives. */
    long number(String query) {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        server.stop();
        database.close();
    }
}
