package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_VOLUMES;

import dev.atrest.model.EbsVolume;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** EBS volumes: the listing tells everything. */
final class EbsVolumeReader implements ResourceReader<EbsVolumeReader.Item> {

    private static final int PAGE = 1000;

    private final AccountContext account;

    EbsVolumeReader(AccountContext account) {
        this.account = account;
    }

    record Item(EbsVolume facts) implements Page.Item {}

    @Override
    public AwsCall listingCall() {
        return DESCRIBE_VOLUMES;
    }

    @Override
    public Class<Item> itemType() {
        return Item.class;
    }

    @Override
    public Listed<Item> list(String region, @Nullable String token) {
        var ec2 = account.clients().ec2(region);
        var answer = DESCRIBE_VOLUMES.request(
                () -> ec2.describeVolumes(request -> request.maxResults(PAGE).nextToken(token)));
        return new Listed<>(
                DESCRIBE_VOLUMES.listed(answer.hasVolumes(), answer.volumes(), "Volumes").stream()
                        .map(EbsVolumeReader::item)
                        .toList(),
                answer.nextToken());
    }

    @Override
    public boolean asksForEach() {
        return false;
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        EbsVolume volume = item.facts();
        String arn = account.arn("ec2", region, account.account().id(), "volume/" + volume.volumeId());
        return Optional.of(new Described(arn, region, Ec2Tags.name(volume.tags(), volume.volumeId()), volume));
    }

    private static Item item(Volume volume) {
        return new Item(new EbsVolume(
                DESCRIBE_VOLUMES.required(volume.volumeId(), "VolumeId"),
                text(volume.stateAsString()),
                DESCRIBE_VOLUMES.required(volume.size(), "Size"),
                text(volume.volumeTypeAsString()),
                DESCRIBE_VOLUMES.required(volume.createTime(), "CreateTime"),
                DESCRIBE_VOLUMES.required(volume.encrypted(), "Encrypted"),
                EbsKeys.of(DESCRIBE_VOLUMES, volume.encrypted(), volume.kmsKeyId()),
                text(volume.snapshotId()),
                volume.attachments().stream()
                        .map(VolumeAttachment::instanceId)
                        .filter(instance -> instance != null)
                        .sorted()
                        .toList(),
                Ec2Tags.of(volume.tags())));
    }
}
