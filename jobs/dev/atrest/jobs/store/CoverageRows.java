package dev.atrest.jobs.store;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of the table {@code coverage}. */
final class CoverageRows {

    private CoverageRows() {}

    static void save(JdbcClient jdbc, String assessmentId, ListingState state) {
        Coverage coverage = state.coverage();
        jdbc.sql("delete from coverage where assessment_id = ? and account_id = ? and region = ? and resource_type = ?")
                .params(
                        assessmentId,
                        coverage.accountId(),
                        coverage.region(),
                        coverage.type().name())
                .update();
        jdbc.sql("""
                        insert into coverage (assessment_id, account_id, region, resource_type, status, resources,
                            unread_facts, next_token, error_call, error_code, error_detail, error_request_id,
                            error_extended_request_id, unread_by, reason, calls, retries, throttles, policy_denials,
                            first_call_at, last_call_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                            cast(? as timestamp(6) with time zone), cast(? as timestamp(6) with time zone))""")
                .param(assessmentId)
                .param(coverage.accountId())
                .param(coverage.region())
                .param(coverage.type().name())
                .param(coverage.status().name())
                .param(coverage.resources())
                .param(coverage.unreadFacts())
                .param(state.nextToken().orElse(null))
                .param(gap(coverage, Coverage.Gap::call, 200))
                .param(gap(coverage, Coverage.Gap::error, 200))
                .param(gap(coverage, Coverage.Gap::detail, 4000))
                .param(gap(coverage, Coverage.Gap::requestId, 200))
                .param(gap(coverage, Coverage.Gap::extendedRequestId, 200))
                .param(Json.write(state.unread()))
                .param(coverage.reason().map(Enum::name).orElse(null))
                .param(coverage.calls().made())
                .param(coverage.calls().retries())
                .param(coverage.calls().throttled())
                .param(coverage.calls().refusedByPolicy())
                .param(coverage.calls().first().map(AssessmentStore::timestamp).orElse(null))
                .param(coverage.calls().last().map(AssessmentStore::timestamp).orElse(null))
                .update();
    }

    private static @Nullable String gap(Coverage coverage, Function<Coverage.Gap, String> field, int limit) {
        return coverage.error()
                .map(field)
                .map(text -> Storable.text(text.substring(0, Math.min(limit, text.length()))))
                .orElse(null);
    }

    /** Times only widen: the calls of an interrupted run came before. */
    static boolean addCalls(
            JdbcClient jdbc, String assessmentId, String accountId, String region, ResourceType type, Calls calls) {
        return jdbc.sql("""
                        update coverage set calls = calls + ?, retries = retries + ?, throttles = throttles + ?,
                            policy_denials = policy_denials + ?,
                            first_call_at = least(coalesce(first_call_at, cast(? as timestamp(6) with time zone)),
                                coalesce(cast(? as timestamp(6) with time zone), first_call_at)),
                            last_call_at = greatest(coalesce(last_call_at, cast(? as timestamp(6) with time zone)),
                                coalesce(cast(? as timestamp(6) with time zone), last_call_at))
                        where assessment_id = ? and account_id = ? and region = ? and resource_type = ?""")
                        .param(calls.made())
                        .param(calls.retries())
                        .param(calls.throttled())
                        .param(calls.refusedByPolicy())
                        .param(calls.first().map(AssessmentStore::timestamp).orElse(null))
                        .param(calls.first().map(AssessmentStore::timestamp).orElse(null))
                        .param(calls.last().map(AssessmentStore::timestamp).orElse(null))
                        .param(calls.last().map(AssessmentStore::timestamp).orElse(null))
                        .param(assessmentId)
                        .param(accountId)
                        .param(region)
                        .param(type.name())
                        .update()
                > 0;
    }

    static ListingState listing(ResultSet row) throws SQLException {
        return new ListingState(
                coverage(row),
                Optional.ofNullable(row.getString("next_token")),
                Json.read(row.getString("unread_by"), UnreadTally.class));
    }

    static Coverage coverage(ResultSet row) throws SQLException {
        return new Coverage(
                row.getString("account_id"),
                row.getString("region"),
                ResourceType.valueOf(row.getString("resource_type")),
                Coverage.Status.valueOf(row.getString("status")),
                row.getLong("resources"),
                row.getLong("unread_facts"),
                gap(row),
                Optional.ofNullable(row.getString("reason")).map(Coverage.Reason::valueOf),
                new Calls(
                        row.getLong("calls"),
                        row.getLong("retries"),
                        row.getLong("throttles"),
                        row.getLong("policy_denials"),
                        Optional.ofNullable(row.getObject("first_call_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getObject("last_call_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
    }

    private static Optional<Coverage.Gap> gap(ResultSet row) throws SQLException {
        String call = row.getString("error_call");
        return call == null
                ? Optional.empty()
                : Optional.of(new Coverage.Gap(
                        call,
                        row.getString("error_code"),
                        row.getString("error_detail"),
                        text(row.getString("error_request_id")),
                        text(row.getString("error_extended_request_id"))));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
