package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;

/** S3 Control: settings of the account. */
final class S3ControlOperations {

    void register(Operations<Call> operations) {
        operations.onPath(
                Service.S3CONTROL,
                "/v20180820/configuration/publicAccessBlock",
                "PublicAccessBlockConfiguration",
                GetPublicAccessBlockRequest.class,
                this::publicAccessBlock);
    }

    private GetPublicAccessBlockResponse publicAccessBlock(Call call, GetPublicAccessBlockRequest request) {
        if (!call.account().id().equals(request.accountId())) {
            throw new AwsError("AccessDenied", "Access Denied", 403);
        }
        var block = call.account().account().publicAccessBlock();
        if (!block.configured()) {
            throw new AwsError(
                    "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404);
        }
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(configuration -> configuration
                        .blockPublicAcls(block.blockPublicAcls())
                        .ignorePublicAcls(block.ignorePublicAcls())
                        .blockPublicPolicy(block.blockPublicPolicy())
                        .restrictPublicBuckets(block.restrictPublicBuckets()))
                .build();
    }
}
