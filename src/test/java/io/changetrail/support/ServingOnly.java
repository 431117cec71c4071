package io.changetrail.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole application on a real port, asking every caller for a token, without pollers. */
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
@Import(DatabaseTestConfiguration.class)
public @interface ServingOnly {}
