package io.changetrail.access;

import io.changetrail.support.DatabaseTestConfiguration;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The whole application on a real port without pollers, with the {@link Issuers} and a simulated Keystone: one for all tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "changetrail.sync.enabled=false",
            "changetrail.cloud.region=eu-de",
            "changetrail.cloud.ecs.enabled=false",
            "changetrail.cloud.rms.enabled=false"
        })
@ContextConfiguration(initializers = Issuers.class)
@Import(DatabaseTestConfiguration.class)
public @interface WithTokens {}
