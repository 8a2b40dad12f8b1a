package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.Operations;

/** What the endpoint answers. */
public final class AllOperations {

    private AllOperations() {}

    /** Those that read, and those that {@linkplain Writes write}. */
    public static Operations<Call> withWrites(World world, Sessions sessions) {
        Operations<Call> operations = of(world, sessions);
        Writes writes = new Writes(operations);
        new BucketWrites().register(writes);
        new VolumeWrites().register(writes);
        new SnapshotWrites().register(writes);
        new InstanceOperations().register(writes);
        new EbsSettingWrites().register(writes);
        new TagWrites().register(writes);
        new KeyWrites().register(writes);
        new TrailWrites().register(writes);
        new EventRuleWrites().register(writes);
        return operations;
    }

    /** Those of all services that read, and that leave the estate as it is. */
    public static Operations<Call> of(World world, Sessions sessions) {
        Operations<Call> operations = new Operations<>();
        new OrganizationsOperations(world).register(operations);
        new StsOperations(sessions).register(operations);
        new Ec2Operations().register(operations);
        new SnapshotOperations().register(operations);
        new S3Operations().register(operations);
        new S3ControlOperations().register(operations);
        new KmsOperations().register(operations);
        new SigningOperations().register(operations);
        new TaggingOperations().register(operations);
        new CloudTrailOperations().register(operations);
        new EventLookup().register(operations);
        new AlarmOperations().register(operations);
        return operations;
    }
}
