package io.changetrail.cloud;

import static io.changetrail.cloud.CloudFixture.password;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which projects are watched. */
class WatchedProjectsTests {

    private static final String PROJECTS = "/v3/auth/projects";

    private final CloudFixture cloud;

    WatchedProjectsTests() throws IOException {
        cloud = new CloudFixture();
    }

    @AfterEach
    void stop() throws IOException {
        cloud.close();
    }

    @Test
    void fixedIdsNeedNoQuestion() {
        var fixed = new WatchedProjects(cloud.properties(password()), null, Share.whole(8));

        assertThat(fixed.ids().block()).containsExactly("p1");
        assertThat(cloud.server.received()).isEmpty();
    }

    @Test
    void autoTakesTheRegionAndItsSubProjectsOnceInAWhile() {
        cloud.server.on(PROJECTS, Reply.json(200, """
                        {"projects":[{"id":"b","name":"eu-de_web"},{"id":"a","name":"eu-de","enabled":true},
                        {"id":"c","name":"eu-nl"},{"id":"d","name":"eu-de2"},{"id":"e","name":"eu-de_off","enabled":false},
                        {"id":"f","name":"MOS"},{"name":"eu-de_idless"}]}"""));
        var projects = new WatchedProjects(auto(), cloud.services().iam(), Share.whole(8));

        assertThat(projects.ids().block(Duration.ofSeconds(10))).containsExactly("a", "b");
        assertThat(projects.ids().block(Duration.ofSeconds(10))).containsExactly("a", "b");
        assertThat(cloud.server.received(PROJECTS)).hasSize(1);
        assertThat(cloud.server.received(CloudFixture.LOGIN).getFirst().body()).contains("\"domain\":{\"id\":\"d1\"}");
    }

    @Test
    void aFailedQuestionIsAskedAgain() {
        cloud.server.on(
                PROJECTS, Reply.json(403, "{}"), Reply.json(200, "{\"projects\":[{\"id\":\"a\",\"name\":\"eu-de\"}]}"));
        var projects = new WatchedProjects(auto(), cloud.services().iam(), Share.whole(8));

        assertThat(projects.ids().onErrorReturn(List.of("refused")).block(Duration.ofSeconds(10)))
                .containsExactly("refused");
        assertThat(projects.ids().block(Duration.ofSeconds(10))).containsExactly("a");
    }

    private CloudProperties auto() {
        var fixed = cloud.properties(password());
        return new CloudProperties(
                fixed.region(),
                fixed.domainId(),
                List.of("auto"),
                fixed.iam(),
                fixed.ecs(),
                fixed.rms(),
                fixed.credentials(),
                20,
                8,
                null,
                null);
    }
}
