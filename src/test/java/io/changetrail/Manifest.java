package io.changetrail;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.util.ModelMapper;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One Kubernetes object out of a YAML stream; a key given twice in it is an error here, though kubectl lets it pass. */
record Manifest(JsonNode content) {

    static List<Manifest> parse(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var manifests = new ArrayList<Manifest>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                manifests.add(new Manifest(JsonMapper.shared().valueToTree(document)));
            }
        }
        return manifests;
    }

    static Manifest one(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest -> manifest.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    String kind() {
        return content.at("/kind").asString();
    }

    JsonNode at(String pointer) {
        return content.at(pointer);
    }

    /** What the client's own models find: unknown or missing fields, wrong types, an unknown kind; not what only the API server knows. */
    Optional<String> problem() {
        var version = at("/apiVersion").asString();
        var slash = version.indexOf('/');
        var model = ModelMapper.getApiTypeClass(
                slash < 0 ? "" : version.substring(0, slash), version.substring(slash + 1), kind());
        if (model == null) {
            return Optional.of("unknown kind " + version + " " + kind());
        }
        var json = JsonParser.parseString(content.toString());
        try {
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            return JSON.getGson().fromJson(json, model) == null ? Optional.of("empty") : Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (JsonParseException | ReflectiveOperationException e) {
            return Optional.of(e.toString());
        }
    }

    @Override
    public String toString() {
        return kind() + " " + at("/metadata/name").asString();
    }
}
