package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.on;

import dev.atrest.model.PublicAccessBlock;

/** S3 Block Public Access, which S3 tells of buckets and S3 Control of accounts, each in types of its own. */
final class PublicAccessBlocks {

    /** The error code that says that none is configured. */
    static final String ABSENT_CODE = "NoSuchPublicAccessBlockConfiguration";

    private PublicAccessBlocks() {}

    static PublicAccessBlock of(software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration block) {
        return new PublicAccessBlock(
                on(block.blockPublicAcls()),
                on(block.ignorePublicAcls()),
                on(block.blockPublicPolicy()),
                on(block.restrictPublicBuckets()));
    }

    static PublicAccessBlock of(software.amazon.awssdk.services.s3control.model.PublicAccessBlockConfiguration block) {
        return new PublicAccessBlock(
                on(block.blockPublicAcls()),
                on(block.ignorePublicAcls()),
                on(block.blockPublicPolicy()),
                on(block.restrictPublicBuckets()));
    }
}
