package dev.atrest.embeddedaws.estate;

/**
 * A metric filter of a CloudWatch Logs group.
 *
 * @param logGroup name of the group
 * @param pattern filter pattern
 * @param namespace namespace of the metric
 * @param metric name of the metric
 * @param value what is added to the metric for each match; 1 unless said otherwise
 */
public record MetricFilter(
        String name, String logGroup, String pattern, String namespace, String metric, String value) {

    public MetricFilter {
        name = Defaults.required(name, "name of a metric filter");
        logGroup = Defaults.required(logGroup, "logGroup of metric filter '" + name + "'");
        pattern = Defaults.or(pattern, "");
        namespace = Defaults.or(namespace, "CloudTrail");
        metric = Defaults.or(metric, name);
        value = Defaults.or(value, "1");
    }
}
