/**
 * Judges by meaning who records an API call and whom it alarms: event selectors of trails, filter patterns of CloudWatch Logs
 * and event patterns of EventBridge.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.evaluators.events;
