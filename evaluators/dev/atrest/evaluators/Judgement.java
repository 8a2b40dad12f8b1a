package dev.atrest.evaluators;

import dev.atrest.model.Finding;
import java.util.List;

/**
 * All that the rules say of a resource.
 *
 * @param findings by rule id; empty when no rule applies
 * @param waivers the id of a waiver for each failure that it covers: one in force for what is WAIVED, any other for what it no
 *     longer, or not yet, keeps from being FAIL
 */
public record Judgement(List<Finding> findings, List<String> waivers) {}
