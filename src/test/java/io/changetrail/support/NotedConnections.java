package io.changetrail.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Notes which threads take connections from the pool. */
public final class NotedConnections implements BeanPostProcessor {

    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    /** The names of all threads that have taken one since the last {@link #forget}. */
    public Set<String> threads() {
        return Set.copyOf(threads);
    }

    public void forget() {
        threads.clear();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSource source && !(bean instanceof DelegatingDataSource)
                ? new NotingDataSource(source)
                : bean;
    }

    private final class NotingDataSource extends DelegatingDataSource {

        NotingDataSource(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            threads.add(Thread.currentThread().getName());
            return super.getConnection();
        }
    }
}
