package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_TRAILS;
import static dev.atrest.readers.AwsCall.GET_EVENT_SELECTORS;
import static dev.atrest.readers.AwsCall.GET_TRAIL_STATUS;

import dev.atrest.model.Fact;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** The trails that an account sees. A multi-region trail is seen from every region, but asked about once. */
final class AccountTrails {

    private final AwsClients clients;
    private final CallLedger calls;
    private final Memo<String, List<Trail>> byRegion = new Memo<>(this::describeForAllTypes);
    private final Memo<String, Fact<Boolean>> logging = new Memo<>(this::readLogging);
    private final Memo<String, Fact<TrailSelectors>> selectors = new Memo<>(this::readSelectors);

    AccountTrails(AwsClients clients, CallLedger calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /**
     * The trails that record a region, those of other home regions and of the organisation included.
     *
     * @throws ReadException when AWS does not tell
     */
    List<Trail> recording(String region) {
        return byRegion.get(region);
    }

    /** Whether the trail with this ARN is recording. */
    Fact<Boolean> logging(String arn) {
        return logging.get(arn);
    }

    Fact<TrailSelectors> selectors(String arn) {
        return selectors.get(arn);
    }

    /**
     * Whether the trail was deleted after it was listed. Of another account's trail CloudTrail may say so to those who may not
     * see it, so that stays unread.
     */
    boolean gone(String arn, String accountId) {
        String[] parts = arn.split(":", 6);
        return parts.length == 6 && parts[4].equals(accountId) && (saysGone(logging(arn)) || saysGone(selectors(arn)));
    }

    private static boolean saysGone(Fact<?> answer) {
        return answer instanceof Fact.Missing<?>(Unread reason)
                && reason.error().equals("TrailNotFoundException");
    }

    private List<Trail> describeForAllTypes(String region) {
        return calls.forTrails(region, () -> describe(region));
    }

    private List<Trail> describe(String region) {
        CloudTrailClient cloudTrail = clients.cloudTrail(region);
        var answer =
                DESCRIBE_TRAILS.request(() -> cloudTrail.describeTrails(request -> request.includeShadowTrails(true)));
        List<Trail> trails = DESCRIBE_TRAILS.listed(answer.hasTrailList(), answer.trailList(), "TrailList");
        for (Trail trail : trails) {
            DESCRIBE_TRAILS.required(trail.trailARN(), "TrailARN");
            DESCRIBE_TRAILS.required(trail.homeRegion(), "HomeRegion");
        }
        return trails;
    }

    private Fact<Boolean> readLogging(String arn) {
        return calls.forTrails(
                homeRegion(arn).orElse(""),
                () -> GET_TRAIL_STATUS.fact(
                        () -> homeOf(arn).getTrailStatus(request -> request.name(arn)),
                        status -> GET_TRAIL_STATUS.required(status.isLogging(), "IsLogging")));
    }

    private Fact<TrailSelectors> readSelectors(String arn) {
        return calls.forTrails(
                homeRegion(arn).orElse(""),
                () -> GET_EVENT_SELECTORS.fact(
                        () -> homeOf(arn).getEventSelectors(request -> request.trailName(arn)), TrailSelectors::of));
    }

    /** Only the home region tells for sure; its name is part of the ARN. */
    private CloudTrailClient homeOf(String arn) {
        return clients.cloudTrail(DESCRIBE_TRAILS.required(homeRegion(arn).orElse(null), "Region in TrailARN"));
    }

    private static Optional<String> homeRegion(String arn) {
        String[] parts = arn.split(":");
        return parts.length > 3 ? Optional.of(parts[3]) : Optional.empty();
    }
}
