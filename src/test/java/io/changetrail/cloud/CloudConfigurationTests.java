package io.changetrail.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** From keys to beans, by every way a key can come. */
class CloudConfigurationTests {

    private static final String[] WHOLE = {
        "changetrail.cloud.region=eu-de",
        "changetrail.cloud.domain-id=d1",
        "changetrail.cloud.project-ids= p1, p2 ,p1",
        "changetrail.cloud.iam.endpoint=https://iam.example",
        "changetrail.cloud.ecs.endpoint=https://ecs.example",
        "changetrail.cloud.rms.endpoint=https://rms.example",
        "changetrail.cloud.credentials.username=user",
        "changetrail.cloud.credentials.password=canary",
        "changetrail.cloud.credentials.user-domain-name=account"
    };

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(CloudConfiguration.class, Surroundings.class)
            .withPropertyValues(WHOLE);

    @Test
    void defaultsAreThoseOfTheContract() {
        runner.run(context -> {
            var properties = context.getBean(CloudProperties.class);
            assertThat(properties.projectIds()).containsExactly("p1", "p2");
            assertThat(properties.iam().resolveNames()).isTrue();
            assertThat(properties.ecs().enabled()).isTrue();
            assertThat(properties.ecs().microversion()).isEqualTo("2.58");
            assertThat(properties.rms().enabled()).isTrue();
            assertThat(properties.requestsPerSecond()).isEqualTo(20);
            assertThat(properties.maxConcurrency()).isEqualTo(8);
            assertThat(properties.proxy()).isNull();
            assertThat(properties.sslBundle()).isNull();
        });
    }

    @Test
    void eachSourceThatIsOnHasItsService() {
        runner.run(context -> assertThat(context.getBeansOfType(CloudService.class))
                .containsOnlyKeys("ecsCloud", "rmsCloud", "iamCloud"));
        runner.withPropertyValues("changetrail.cloud.rms.enabled=false")
                .run(context -> assertThat(context.getBeansOfType(CloudService.class))
                        .containsOnlyKeys("ecsCloud", "iamCloud"));
        runner.withPropertyValues("changetrail.cloud.ecs.enabled=false", "changetrail.cloud.project-ids=auto")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(WatchedProjects.class));
    }

    @Test
    void aReplicaThatReadsNothingNeedsNoCredentials() {
        new ApplicationContextRunner()
                .withUserConfiguration(CloudConfiguration.class, Surroundings.class)
                .withPropertyValues(
                        "changetrail.cloud.region=eu-de",
                        "changetrail.cloud.ecs.enabled=false",
                        "changetrail.cloud.rms.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(WatchedProjects.class)
                        .doesNotHaveBean(CloudService.class));
    }

    @Test
    void environmentVariablesAreEnough() {
        var variables = new HashMap<String, Object>(Map.of(
                "CHANGETRAIL_CLOUD_REGION", "eu-de",
                "CHANGETRAIL_CLOUD_DOMAIN_ID", "d1",
                "CHANGETRAIL_CLOUD_PROJECT_IDS", "p1,p2",
                "CHANGETRAIL_CLOUD_IAM_ENDPOINT", "https://iam.example",
                "CHANGETRAIL_CLOUD_ECS_ENDPOINT", "https://ecs.example",
                "CHANGETRAIL_CLOUD_RMS_ENDPOINT", "https://rms.example",
                "CHANGETRAIL_CLOUD_CREDENTIALS_USERNAME", "user",
                "CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD", "secret",
                "CHANGETRAIL_CLOUD_CREDENTIALS_USER_DOMAIN_NAME", "account",
                "CHANGETRAIL_CLOUD_REQUESTS_PER_SECOND", "0.5"));
        new ApplicationContextRunner()
                .withUserConfiguration(CloudConfiguration.class, Surroundings.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", variables)))
                .run(context -> {
                    var properties = context.getBean(CloudProperties.class);
                    assertThat(properties.projectIds()).containsExactly("p1", "p2");
                    assertThat(properties.credentials().userDomainName()).isEqualTo("account");
                    assertThat(properties.requestsPerSecond()).isEqualTo(0.5);
                    assertThat(context).hasBean("iamCloud");
                });
    }

    @Test
    void aSecretMayComeFromAMountedFile(@TempDir Path secrets) throws Exception {
        Files.writeString(secrets.resolve("changetrail.cloud.credentials.access-key"), "from-file\n");
        Files.writeString(secrets.resolve("changetrail.cloud.credentials.secret-key"), "from-file-too\n");
        new ApplicationContextRunner()
                .withUserConfiguration(CloudConfiguration.class, Surroundings.class)
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues(
                        "spring.config.import=configtree:" + secrets + "/",
                        "changetrail.cloud.region=eu-de",
                        "changetrail.cloud.domain-id=d1",
                        "changetrail.cloud.project-ids=p1",
                        "changetrail.cloud.ecs.endpoint=https://ecs.example",
                        "changetrail.cloud.rms.endpoint=https://rms.example")
                .run(context -> {
                    var credentials = context.getBean(CloudProperties.class).credentials();
                    assertThat(credentials.accessKey()).isEqualTo("from-file");
                    assertThat(credentials.kind()).isEqualTo(Credentials.Kind.KEYS);
                });
    }

    @EnableConfigurationProperties(CloudProperties.class)
    static class Surroundings {

        @Bean
        Clock clock() {
            return new SettableClock(CloudFixture.NOW);
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }
}
