package dev.atrest.model;

import java.util.List;

/**
 * What an assessment says of one control.
 *
 * @param ruleIds the rules that meet the control
 * @param counts findings of these rules by status
 */
public record ControlResult(
        Framework framework, Framework.Control control, Result result, List<String> ruleIds, StatusCounts counts) {

    /** A control fails with one failing rule; it passes only when something was tested and nothing is open. */
    public enum Result {
        FAIL,
        NOT_ASSESSED,
        PASS,
        NOT_APPLICABLE,
        MANUAL,
        OUT_OF_SCOPE
    }
}
