package dev.atrest.model;

/** What a rule may ask about the bucket that receives a trail's log files, in whichever account it lies. */
public record JoinedBucket(
        @Describe("Account that owns the bucket") Fact<String> accountId,

        @Describe("Someone whom the bucket policy does not know may do something, as policy.isPublic() of the bucket;"
                + " unknown as well where the policy does not tell")
        Fact<Boolean> policyPublic,

        @Describe("What that answer comes to, in words, with the statements that give it")
        Fact<String> policySaid,

        @Describe("Server access logging of the bucket") Fact<S3Bucket.AccessLogging> logging) {}
