package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Security Token Service. */
final class StsOperations {

    private static final Pattern ROLE = Pattern.compile("arn:([a-z-]+):iam::(\\d{12}):role/(?:[^/]+/)*([\\w+=,.@-]+)");

    private final Sessions sessions;

    StsOperations(Sessions sessions) {
        this.sessions = sessions;
    }

    void register(Operations<Call> operations) {
        operations
                .on(Service.STS, AssumeRoleRequest.class, this::assumeRole)
                .on(Service.STS, GetCallerIdentityRequest.class, this::getCallerIdentity);
    }

    private AssumeRoleResponse assumeRole(Call call, AssumeRoleRequest request) {
        Matcher arn = ROLE.matcher(String.valueOf(request.roleArn()));
        if (!arn.matches() || !arn.group(1).equals(call.world().partition().id())) {
            throw new AwsError("ValidationError", request.roleArn() + " is invalid", 400);
        }
        if (request.roleSessionName() == null || !request.roleSessionName().matches("[\\w+=,.@-]{2,64}")) {
            throw new AwsError(
                    "ValidationError",
                    "1 validation error detected: Value at 'roleSessionName' failed to satisfy constraint: Member must"
                            + " satisfy regular expression pattern: [\\w+=,.@-]*",
                    400);
        }
        int seconds = request.durationSeconds() == null ? 3600 : request.durationSeconds();
        if (seconds < 900 || seconds > 43_200) {
            throw new AwsError(
                    "ValidationError", "The requested DurationSeconds is not between 900 and 43200: " + seconds, 400);
        }
        if (!mayAssume(call.world(), arn.group(2), arn.group(3), Optional.ofNullable(request.externalId()))) {
            throw Service.STS.denied(call.identity().arn(), "sts:AssumeRole", "on resource: " + request.roleArn());
        }
        String session = request.roleSessionName();
        String role = arn.group(3);
        String roleId = "AROA" + arn.group(2) + "ROLE";
        Sessions.Session opened = sessions.open(
                new Identity(
                        arn.group(2),
                        call.world().partition().arn("sts", "", arn.group(2), "assumed-role/" + role + "/" + session),
                        roleId + ":" + session),
                Duration.ofSeconds(seconds));
        return AssumeRoleResponse.builder()
                .credentials(credentials -> credentials
                        .accessKeyId(opened.accessKeyId())
                        .secretAccessKey(opened.secretKey())
                        .sessionToken(opened.token())
                        .expiration(opened.expires()))
                .assumedRoleUser(user -> user.arn(opened.identity().arn())
                        .assumedRoleId(opened.identity().userId()))
                .build();
    }

    private static boolean mayAssume(World world, String accountId, String role, Optional<String> externalId) {
        Optional<Account> account = world.account(accountId).map(World.AccountView::account);
        if (account.isEmpty()
                || !account.get().assumable()
                || !account.get().status().equals("ACTIVE")) {
            return false;
        }
        Estate.Role asked = account.get().role().orElse(world.estate().role());
        return (asked.name().isEmpty() || asked.name().get().equals(role))
                && (asked.externalId().isEmpty() || asked.externalId().equals(externalId));
    }

    private GetCallerIdentityResponse getCallerIdentity(Call call, GetCallerIdentityRequest request) {
        return GetCallerIdentityResponse.builder()
                .account(call.identity().account())
                .arn(call.identity().arn())
                .userId(call.identity().userId())
                .build();
    }
}
