package dev.atrest.model;

import java.util.List;
import java.util.Map;

/**
 * A condition over one resource type's facts, with all that a reader of the report needs to understand and act on it.
 *
 * @param id kebab-case, unique in the catalogue
 * @param when CEL condition under which the rule applies; {@code true} when the file gives none
 * @param require CEL condition that must hold
 * @param message template of the finding's sentence, with facts in braces
 * @param rationale why the rule exists
 * @param controls control numbers that the rule meets, by framework id
 * @param file where the rule was read, for messages
 */
public record Rule(
        String id,
        String title,
        Severity severity,
        ResourceType resource,
        String when,
        String require,
        String message,
        String rationale,
        Remediation remediation,
        Map<String, List<String>> controls,
        String file) {

    /**
     * How to make a failing resource pass.
     *
     * @param effort LOW, MEDIUM or HIGH
     * @param cli AWS CLI command; empty when there is none
     * @param terraform Terraform fragment; empty when there is none
     */
    public record Remediation(Effort effort, String summary, String cli, String terraform) {}

    /** Rough cost of a remediation: minutes, hours, or a project. */
    public enum Effort {
        LOW,
        MEDIUM,
        HIGH
    }
}
