package dev.atrest.model;

/** The four switches of S3 Block Public Access, of a bucket or of an account; all false where none is configured. */
public record PublicAccessBlock(
        @Describe("New public ACLs are refused") boolean blockPublicAcls,
        @Describe("Public ACLs are ignored") boolean ignorePublicAcls,
        @Describe("New public bucket policies are refused") boolean blockPublicPolicy,

        @Describe("Buckets with a public policy are closed to other accounts")
        boolean restrictPublicBuckets) {

    /** Nothing is blocked: what an absent configuration means. */
    public static final PublicAccessBlock NONE = new PublicAccessBlock(false, false, false, false);
}
