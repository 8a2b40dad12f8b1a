package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.EnableEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.EnableSnapshotBlockPublicAccessRequest;
import software.amazon.awssdk.services.ec2.model.EnableSnapshotBlockPublicAccessResponse;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.ModifyEbsDefaultKmsKeyIdResponse;

/** EC2: what a region does with new volumes and shared snapshots. */
final class EbsSettingWrites {

    void register(Writes writes) {
        writes.on(Service.EC2, EnableEbsEncryptionByDefaultRequest.class, this::encrypt)
                .on(Service.EC2, ModifyEbsDefaultKmsKeyIdRequest.class, this::defaultKey)
                .on(Service.EC2, EnableSnapshotBlockPublicAccessRequest.class, this::blockPublicAccess);
    }

    private EnableEbsEncryptionByDefaultResponse encrypt(Call call, EnableEbsEncryptionByDefaultRequest request) {
        set(call, "encryptionByDefault", true);
        return EnableEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(true)
                .build();
    }

    private ModifyEbsDefaultKmsKeyIdResponse defaultKey(Call call, ModifyEbsDefaultKmsKeyIdRequest request) {
        LocatedKey key = KeyLookup.any(call, request.kmsKeyId());
        set(call, "defaultKey", key.arn());
        return ModifyEbsDefaultKmsKeyIdResponse.builder().kmsKeyId(key.arn()).build();
    }

    private EnableSnapshotBlockPublicAccessResponse blockPublicAccess(
            Call call, EnableSnapshotBlockPublicAccessRequest request) {
        String state = String.valueOf(request.stateAsString());
        if (!state.equals("block-all-sharing") && !state.equals("block-new-sharing")) {
            throw new AwsError("InvalidParameterValue", "Value (" + state + ") for parameter State is invalid.", 400);
        }
        set(call, "snapshotBlockPublicAccess", state);
        return EnableSnapshotBlockPublicAccessResponse.builder().state(state).build();
    }

    private static void set(Call call, String setting, Object value) {
        call.change(region -> Changed.with(region, "ebs", Changed.with(region.ebs(), setting, value)));
    }
}
