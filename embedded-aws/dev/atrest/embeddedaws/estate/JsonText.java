package dev.atrest.embeddedaws.estate;

import com.fasterxml.jackson.annotation.JsonCreator;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document, such as a policy: in YAML either its text, kept to the letter, or a structure.
 *
 * @param text the document as AWS would answer it; need not be valid JSON when the YAML gave a text
 */
public record JsonText(String text) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static JsonText of(JsonNode yaml) {
        return new JsonText(yaml.isString() ? yaml.stringValue() : yaml.toString());
    }
}
