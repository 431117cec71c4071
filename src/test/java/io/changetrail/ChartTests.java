package io.changetrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, rendered by Helm's own engine without a cluster, and the plain manifests beside it. */
class ChartTests {

    private static final Path CHART = Path.of("helm/changetrail");
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    @Test
    void theStrictLinterFindsNothing() {
        var result = new Helm(CHART).lint().strict().call();
        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full", "demo"})
    void everyObjectIsWhatKubernetesExpects(String variant) {
        assertThat(render(variant))
                .filteredOn(manifest -> !manifest.kind().equals("ServiceMonitor"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(manifest ->
                        assertThat(manifest.problem()).as(manifest.toString()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full", "demo"})
    void thePodMayDoNothingThatItDoesNotNeed(String variant) {
        var deployment = Manifest.one(render(variant), "Deployment");
        assertThat(deployment.at(POD + "/securityContext/runAsNonRoot").asBoolean())
                .isTrue();
        assertThat(deployment.at(POD + "/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(deployment.at(POD + "/securityContext/seccompProfile/type").asString())
                .isEqualTo("RuntimeDefault");
        assertThat(deployment.at(POD + "/automountServiceAccountToken").asBoolean(true))
                .isFalse();
        var container = deployment.at(CONTAINER + "/securityContext");
        assertThat(container.at("/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
    }

    @ParameterizedTest
    @CsvSource({"startupProbe,/livez", "livenessProbe,/livez", "readinessProbe,/readyz"})
    void theProbesAskThePortThatServes(String probe, String path) {
        var container = Manifest.one(render("minimal"), "Deployment").at(CONTAINER);
        assertThat(container.at("/" + probe + "/httpGet/path").asString()).isEqualTo(path);
        assertThat(container.at("/" + probe + "/httpGet/port").asString()).isEqualTo("http");
        assertThat(container.at("/ports/0/name").asString()).isEqualTo("http");
        assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full", "demo"})
    void theConfigMapHoldsKnownKeysAndNoSecret(String variant) {
        var manifests = render(variant);
        assertThat(manifests).noneMatch(manifest -> manifest.kind().equals("Secret"));
        assertThat(Manifest.one(manifests, "ConfigMap").at("/data").propertyNames())
                .allMatch(key -> ConfigurationKeys.know(key) || key.equals("JAVA_TOOL_OPTIONS"))
                .noneMatch(key -> key.matches(".*(PASSWORD|SECRET|TOKEN|ACCESSKEY|CURSORKEY|USERNAME).*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "full", "demo"})
    void everySecretIsReadFromASecretThatExists(String variant) {
        assertThat(Manifest.one(render(variant), "Deployment").at(CONTAINER + "/env"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allMatch(
                        variable -> ConfigurationKeys.know(variable.at("/name").asString()))
                .allMatch(variable -> variable.at("/value").isMissingNode()
                        && variable.at("/valueFrom/secretKeyRef/name")
                                .asString()
                                .startsWith("changetrail-"));
    }

    @ParameterizedTest
    @CsvSource({
        "replicaCount,0",
        "replicaCount,two",
        "replicas,2",
        "access.mode,closed",
        "cloud.ecsEndpoint,ecs.example.org",
        "cloud.credentials.password,hunter2",
        "image.digest,latest",
        "database.url,jdbc:postgresql://db/x?password=hunter2",
        "config.CHANGETRAIL_CLOUD_CREDENTIALS_PASSWORD,hunter2",
        "config.sync,x"
    })
    void aBadValueIsRefused(String key, String value) {
        assertThatThrownBy(() -> template("minimal").set(key, value).call())
                .hasMessageContaining("schema")
                .hasMessageContaining(key.substring(key.lastIndexOf('.') + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "cloud.domainId",
        "cloud.credentials.existingSecret",
        "database.url",
        "database.existingSecret",
        "access.issuerUri"
    })
    void aMissingValueIsNamed(String key) {
        assertThatThrownBy(() -> template("minimal").set(key, "").call()).hasMessageContaining(key + ":");
    }

    @Test
    void onlySeveralReplicasHaveADisruptionBudget() {
        assertThat(render("minimal")).noneMatch(manifest -> manifest.kind().equals("PodDisruptionBudget"));
        assertThat(render("full")).anyMatch(manifest -> manifest.kind().equals("PodDisruptionBudget"));
    }

    @Test
    void theMonitorFindsTheManagementPort() {
        var manifests = render("full");
        var monitor = Manifest.one(manifests, "ServiceMonitor");
        var watched = manifests.stream()
                .filter(manifest -> manifest.kind().equals("Service"))
                .filter(service -> monitor.at("/spec/selector/matchLabels").properties().stream()
                        .allMatch(label -> label.getValue()
                                .equals(service.at("/metadata/labels").path(label.getKey()))))
                .toList();
        assertThat(watched)
                .singleElement()
                .satisfies(service ->
                        assertThat(service.at("/spec/ports/0/name")).isEqualTo(monitor.at("/spec/endpoints/0/port")));
    }

    @Test
    void aMisspeltFieldWouldBeFound() throws IOException {
        var yaml = Files.readString(Path.of("k8s/base/deployment.yaml"));
        assertThat(Manifest.parse(yaml.replace("httpGet", "htpGet")).getFirst().problem())
                .isPresent();
        assertThat(Manifest.parse(yaml.replace("replicas: 1", "replicas: one"))
                        .getFirst()
                        .problem())
                .isPresent();
        assertThat(Manifest.parse(yaml.replace("kind: Deployment", "kind: Deploymint"))
                        .getFirst()
                        .problem())
                .isPresent();
    }

    @Test
    void thePlainManifestsSayWhatTheChartSays() throws IOException {
        var chart = render("minimal");
        var plain = Kustomization.read(Path.of("k8s/base"));
        assertThat(plain).hasSameSizeAs(chart).allSatisfy(manifest -> {
            assertThat(manifest.problem()).as(manifest.toString()).isEmpty();
            var twin = chart.stream()
                    .filter(other -> other.toString().equals(manifest.toString()))
                    .findFirst();
            assertThat(twin).as(manifest.toString()).isPresent();
            assertThat(manifest.at(POD)).isEqualTo(twin.orElseThrow().at(POD));
            assertThat(manifest.at("/spec/ports")).isEqualTo(twin.orElseThrow().at("/spec/ports"));
            assertThat(manifest.at("/spec/egress")).isEqualTo(twin.orElseThrow().at("/spec/egress"));
            assertThat(manifest.at("/spec/ingress"))
                    .isEqualTo(twin.orElseThrow().at("/spec/ingress"));
            assertThat(manifest.at("/data").propertyNames())
                    .isEqualTo(twin.orElseThrow().at("/data").propertyNames());
        });
    }

    private static List<Manifest> render(String variant) {
        return Manifest.parse(template(variant).call());
    }

    private static TemplateCommand template(String variant) {
        return new Helm(CHART)
                .template()
                .withName("changetrail")
                .withKubeVersion("1.32.0")
                .withValuesFile(CHART.resolve("ci/" + variant + "-values.yaml"));
    }
}
