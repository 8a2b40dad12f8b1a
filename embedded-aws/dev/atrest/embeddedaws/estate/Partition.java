package dev.atrest.embeddedaws.estate;

import com.fasterxml.jackson.annotation.JsonProperty;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** A part of AWS that has its own accounts, regions, credentials and names, and knows nothing of the others. */
public enum Partition {
    @JsonProperty("aws")
    AWS("aws", "us-east-1"),
    @JsonProperty("aws-us-gov")
    AWS_US_GOV("aws-us-gov", "us-gov-west-1"),
    @JsonProperty("aws-cn")
    AWS_CN("aws-cn", "cn-north-1");

    private final String id;
    private final String firstRegion;

    Partition(String id, String firstRegion) {
        this.id = id;
        this.firstRegion = firstRegion;
    }

    /** As ARNs name it, e.g. {@code aws-us-gov}. */
    public String id() {
        return id;
    }

    /** Where an estate is that names no region. */
    String firstRegion() {
        return firstRegion;
    }

    /** Whether a region is, or by its name would be, of this partition. */
    public boolean has(String region) {
        return of(region).equals(id);
    }

    /** Id of the partition that a region belongs to; names of no known form belong to {@code aws}. */
    static String of(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }

    /** Domain of the endpoints, e.g. {@code amazonaws.com}. */
    public String dnsSuffix() {
        return PartitionMetadata.of(Region.of(firstRegion)).dnsSuffix();
    }

    /**
     * The ARN of something in this partition.
     *
     * @param region empty for what is global
     * @param account empty for what belongs to none
     */
    public String arn(String service, String region, String account, String resource) {
        return String.join(":", "arn", id, service, region, account, resource);
    }

    /** The id. */
    @Override
    public String toString() {
        return id;
    }
}
