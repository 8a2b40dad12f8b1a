package dev.atrest.model;

import java.util.List;
import java.util.Optional;

/** An EventBridge rule of the default event bus whose pattern does not rule out API calls recorded by CloudTrail. */
public record EventRule(
        @Describe("ARN of the rule") String arn,
        @Describe("Name of the rule") String name,
        @Describe("The rule is switched on") boolean enabled,
        @Describe("Event pattern as JSON text") String pattern,
        @Describe("ARNs of the targets") List<String> targets,

        @Describe(
                "Why the targets are not known (call, error); null when they are. Those of a rule that is switched off"
                        + " are not asked for")
        Optional<Unread> unread) {}
