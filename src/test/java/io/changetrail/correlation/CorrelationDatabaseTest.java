package io.changetrail.correlation;

import io.changetrail.ecs.InstanceActions;
import io.changetrail.rms.ResourceHistory;
import io.changetrail.support.DatabaseTestConfiguration;
import io.changetrail.sync.DirtyResources;
import io.changetrail.sync.Feed;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The correlation with its database and nothing else; its transactions commit. */
@JdbcTest
@Import({
    DatabaseTestConfiguration.class,
    DirtyResources.class,
    InstanceActions.class,
    ResourceHistory.class,
    LinkRows.class,
    Feed.class,
    LinkHistory.class,
    LinkStore.class,
    StoredRecords.class,
    ModelVersion.class,
    Links.class,
    CorrelationMeters.class,
    DirtyServer.class,
    LearnedKinds.class,
    StoredServers.class,
    LearnCommand.class,
    CorrelationSweep.class,
    CorrelationDatabaseTest.Surroundings.class
})
@Transactional(propagation = Propagation.NOT_SUPPORTED)
@Retention(RetentionPolicy.RUNTIME)
@interface CorrelationDatabaseTest {

    @TestConfiguration(proxyBeanMethods = false)
    class Surroundings {

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.shared();
        }
    }
}
