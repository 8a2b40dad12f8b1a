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
     * @param group the change in words, with {@code {arn}}, {@code {name}}, {@code {accountId}}, {@code {region}} or facts of
     *     the evidence in braces: failures for which it comes to the same are mended by one change; empty when each is
     *     mended on its own
     */
    public record Remediation(Effort effort, String summary, String cli, String terraform, String group) {

        /** For failures that are mended each on its own. */
        public Remediation(Effort effort, String summary, String cli, String terraform) {
            this(effort, summary, cli, terraform, "");
        }
    }

    /** Rough cost of a remediation: minutes, hours, or a project. */
    public enum Effort {
        LOW,
        MEDIUM,
        HIGH
    }
}
