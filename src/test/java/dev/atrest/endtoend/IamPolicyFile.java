package dev.atrest.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A policy of config/iam as it is shipped, of one statement. */
record IamPolicyFile(ObjectNode document) {

    static final IamPolicyFile OF_ROLE = read("read-only-policy.json");
    static final IamPolicyFile OF_CALLER = read("caller-policy.json");

    private static IamPolicyFile read(String name) {
        return new IamPolicyFile((ObjectNode)
                new JsonMapper().readTree(Path.of("config/iam").resolve(name).toFile()));
    }

    List<String> actions() {
        return actions(document).valueStream().map(action -> action.asString()).toList();
    }

    String json() {
        return document.toString();
    }

    String without(Set<String> actions) {
        ObjectNode copy = document.deepCopy();
        actions(copy).removeIf(action -> actions.contains(action.asString()));
        return copy.toString();
    }

    private static ArrayNode actions(ObjectNode document) {
        return (ArrayNode) document.path("Statement").path("Action");
    }
}
