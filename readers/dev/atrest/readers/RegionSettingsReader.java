package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_EBS_DEFAULT_KMS_KEY_ID;
import static dev.atrest.readers.AwsCall.GET_EBS_ENCRYPTION_BY_DEFAULT;
import static dev.atrest.readers.AwsCall.GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE;

import dev.atrest.model.KeyReference;
import dev.atrest.model.RegionSettings;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** The settings of one region of the account. */
final class RegionSettingsReader implements SettingsReader {

    private final AccountContext account;
    private final RegionMonitoring monitoring;

    RegionSettingsReader(AccountContext account) {
        this.account = account;
        this.monitoring = new RegionMonitoring(account);
    }

    @Override
    public AwsCall listingCall() {
        return GET_EBS_ENCRYPTION_BY_DEFAULT;
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        Ec2Client ec2 = account.clients().ec2(region);
        var encryptionByDefault = calls.start(() -> GET_EBS_ENCRYPTION_BY_DEFAULT.fact(
                () -> ec2.getEbsEncryptionByDefault(_ -> {}),
                answer -> GET_EBS_ENCRYPTION_BY_DEFAULT.required(
                        answer.ebsEncryptionByDefault(), "EbsEncryptionByDefault")));
        var defaultKey = calls.start(() -> GET_EBS_DEFAULT_KMS_KEY_ID.fact(
                () -> ec2.getEbsDefaultKmsKeyId(_ -> {}),
                answer -> new KeyReference(GET_EBS_DEFAULT_KMS_KEY_ID.required(answer.kmsKeyId(), "KmsKeyId"))));
        var blockPublicAccess = calls.start(() -> GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE.fact(
                () -> ec2.getSnapshotBlockPublicAccessState(_ -> {}),
                answer -> GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE.required(answer.stateAsString(), "State")));
        var trails = calls.start(() -> monitoring.trails(region));
        var trailLogGroups = calls.start(() -> monitoring.logGroups(region));
        var eventRules = calls.start(() -> monitoring.eventRules(region));
        var sensitiveContexts = calls.start(() -> monitoring.sensitiveContexts(region));
        var facts = new RegionSettings(
                encryptionByDefault.get(),
                defaultKey.get(),
                blockPublicAccess.get(),
                trails.get(),
                trailLogGroups.get(),
                eventRules.get(),
                sensitiveContexts.get());
        String arn = account.arn("account", region, account.account().id(), "settings");
        return Optional.of(new Described(arn, region, region, facts));
    }
}
