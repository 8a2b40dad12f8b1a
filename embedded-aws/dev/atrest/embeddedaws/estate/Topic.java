package dev.atrest.embeddedaws.estate;

import java.util.List;

/** An SNS topic. */
public record Topic(String name, List<Subscription> subscriptions) {

    public Topic {
        name = Defaults.required(name, "topic name");
        subscriptions = Defaults.list(subscriptions);
    }

    /**
     * A subscription.
     *
     * @param protocol email, https, sqs, …
     * @param confirmed true unless said otherwise; an unconfirmed one has PendingConfirmation for an ARN
     */
    public record Subscription(String protocol, String endpoint, Boolean confirmed) {

        public Subscription {
            protocol = Defaults.or(protocol, "email");
            endpoint = Defaults.required(endpoint, "endpoint of a subscription");
            confirmed = Defaults.or(confirmed, true);
        }
    }
}
