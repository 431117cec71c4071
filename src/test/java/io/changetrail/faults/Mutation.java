package io.changetrail.faults;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A service made worse on purpose: some of its statements are changed, or leave their transaction and commit at once. */
final class Mutation {

    private final AtomicInteger fired = new AtomicInteger();
    private final Predicate<String> when;
    private final UnaryOperator<String> change;
    private final boolean atOnce;

    private Mutation(Predicate<String> when, UnaryOperator<String> change, boolean atOnce) {
        this.when = when;
        this.change = change;
        this.atOnce = atOnce;
    }

    static Mutation none() {
        return new Mutation(sql -> false, sql -> sql, false);
    }

    /** Whoever once had the stream may go on writing to it. */
    static Mutation withoutEpoch() {
        return new Mutation(
                sql -> sql.contains("epoch = ?"), sql -> sql.replace("epoch = ?", "epoch > ? - 1000"), false);
    }

    /** What is to be read next commits before what was read. */
    static Mutation cursorFirst() {
        return new Mutation(
                sql -> sql.strip().startsWith("update server")
                        && (sql.contains("ecs_read_at =") || sql.contains("rms_read_at =")),
                sql -> sql,
                true);
    }

    int fired() {
        return fired.get();
    }

    BeanPostProcessor on(String url, String user, String password) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? around(source, url, user, password) : bean;
            }
        };
    }

    private DataSource around(DataSource source, String url, String user, String password) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                return around(super.getConnection(), () -> DriverManager.getConnection(url, user, password));
            }
        };
    }

    private Connection around(Connection connection, Opening other) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, other, method, arguments));
    }

    private @Nullable Object call(Connection connection, Opening other, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var target = connection;
        if (method.getName().equals("prepareStatement") && arguments != null && when.test((String) arguments[0])) {
            fired.incrementAndGet();
            arguments[0] = change.apply((String) arguments[0]);
            target = atOnce ? other.connection() : connection;
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    /** Opens a connection that commits each statement; it is left to the end of the test's database. */
    @FunctionalInterface
    private interface Opening {

        Connection connection() throws SQLException;
    }
}
