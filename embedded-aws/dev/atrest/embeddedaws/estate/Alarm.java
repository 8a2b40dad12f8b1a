package dev.atrest.embeddedaws.estate;

import java.util.List;

/**
 * A CloudWatch alarm on one metric.
 *
 * @param actions what an alarm sets off: topic names of the same account and region, or ARNs
 * @param actionsEnabled true unless said otherwise
 * @param period seconds
 * @param state OK, ALARM or INSUFFICIENT_DATA
 */
public record Alarm(
        String name,
        String namespace,
        String metric,
        List<String> actions,
        Boolean actionsEnabled,
        String statistic,
        Integer period,
        Double threshold,
        String comparison,
        String state) {

    public Alarm {
        name = Defaults.required(name, "alarm name");
        namespace = Defaults.or(namespace, "CloudTrail");
        metric = Defaults.required(metric, "metric of alarm '" + name + "'");
        actions = Defaults.list(actions);
        actionsEnabled = Defaults.or(actionsEnabled, true);
        statistic = Defaults.or(statistic, "Sum");
        period = Defaults.or(period, 300);
        threshold = Defaults.or(threshold, 1.0);
        comparison = Defaults.or(comparison, "GreaterThanOrEqualToThreshold");
        state = Defaults.oneOf(Defaults.or(state, "OK"), "state", "OK", "ALARM", "INSUFFICIENT_DATA");
    }
}
