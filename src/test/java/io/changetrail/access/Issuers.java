package io.changetrail.access;

import io.changetrail.simulation.AwkwardWorlds;
import io.changetrail.simulation.SimulatedCloud;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Everybody whose tokens are good, for as long as the tests run, and one whose are not. */
public final class Issuers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Audience and claims as they are unless configured. */
    public static final TokenIssuer MAIN = new TokenIssuer();

    /** Own audience {@code other-audience}, projects in the claim {@code tenants}. */
    static final TokenIssuer OTHER = new TokenIssuer();

    /** A Kubernetes cluster, one of whose service accounts may read project-a. */
    static final TokenIssuer CLUSTER = new TokenIssuer();

    /** Nobody has configured it. */
    static final TokenIssuer STRANGER = new TokenIssuer();

    static final SimulatedCloud CLOUD = AwkwardWorlds.start(0, Clock.systemUTC());

    static final String ACCOUNT = "system:serviceaccount:watch:dashboard";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var issuer = "changetrail.access.issuers";
        TestPropertyValues.of(Map.of(
                        issuer + "[0].issuer",
                        MAIN.issuer(),
                        issuer + "[1].issuer",
                        OTHER.issuer(),
                        issuer + "[1].audience",
                        "other-audience",
                        issuer + "[1].projects-claim",
                        "tenants",
                        issuer + "[2].issuer",
                        CLUSTER.issuer(),
                        issuer + "[2].subjects[0].subject",
                        ACCOUNT,
                        issuer + "[2].subjects[0].projects",
                        "project-a",
                        issuer + "[2].subjects[0].roles",
                        "changetrail.read",
                        "changetrail.cloud.iam.endpoint",
                        CLOUD.endpoint("iam"),
                        "changetrail.cloud.domain-id",
                        domainId()))
                .applyTo(context);
    }

    static String domainId() {
        return CLOUD.environment().getOrDefault("CHANGETRAIL_CLOUD_DOMAIN_ID", "");
    }

    static String projectId() {
        return CLOUD.environment().getOrDefault("CHANGETRAIL_CLOUD_PROJECT_IDS", "");
    }

    /** Of a subject of its own, so that it meets no other's limits. */
    public static String token(String subject, String scope, String... projects) {
        return MAIN.token(scope, List.of(projects), claims -> claims.subject(subject));
    }
}
