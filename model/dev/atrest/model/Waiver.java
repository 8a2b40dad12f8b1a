package dev.atrest.model;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * A dated, approved acceptance of findings, which expires. A finding that all patterns match is WAIVED instead of FAIL while
 * the waiver is in force.
 *
 * @param id kebab-case, unique among the waivers
 * @param rule rule id, in which {@code *} stands for any characters
 * @param resource pattern of the resource's ARN; {@code *} stands for any characters
 * @param account account id, in which {@code *} stands for any characters
 * @param tags patterns of tag values by tag key, all of which must match
 * @param approver who accepted the risk
 * @param ticket where that is written down; may be empty
 * @param granted the first day
 * @param expires the last day, at most {@code settings.maxWaiverDays} after the first
 * @param file where the waiver was read, with its line, for messages
 */
public record Waiver(
        String id,
        String rule,
        Optional<String> resource,
        Optional<String> account,
        Map<String, String> tags,
        String reason,
        String approver,
        String ticket,
        LocalDate granted,
        LocalDate expires,
        String file) {}
