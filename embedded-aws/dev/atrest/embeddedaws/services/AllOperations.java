package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.Operations;

/** Everything that the endpoint answers. */
public final class AllOperations {

    private AllOperations() {}

    /** Registers the operations of all services. */
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
