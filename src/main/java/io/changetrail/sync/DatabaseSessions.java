package io.changetrail.sync;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.stereotype.Component;

/**
 * Bounds how long a session may wait or stand still. Set before {@code spring.datasource.hikari.*} is bound, which may say
 * otherwise: that binding asks a pool for a connection, and so starts it, when an environment variable begins with
 * {@code SPRING_DATASOURCE_HIKARI_CONNECTION_}.
 */
@Component
class DatabaseSessions implements BeanPostProcessor, PriorityOrdered {

    /** A replica that stands still in a transaction must not hold a stream's row for longer than its lease. */
    private static final String IDLE = "set idle_in_transaction_session_timeout = '15s'";

    /** A database that answers nothing at all is given up then; parameters of the URL win over it. */
    private static final String SILENT_SECONDS = "120";

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && !pool.isRunning()) {
            pool.setConnectionInitSql(IDLE);
            pool.addDataSourceProperty("socketTimeout", SILENT_SECONDS);
            pool.addDataSourceProperty("tcpKeepAlive", "true");
        }
        return bean;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }
}
