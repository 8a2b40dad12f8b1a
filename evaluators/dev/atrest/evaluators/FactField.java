package dev.atrest.evaluators;

import dev.cel.common.types.CelType;
import dev.cel.common.types.NullableType;

/**
 * One named fact.
 *
 * @param path from the resource, e.g. {@code encryption.algorithm}
 * @param index position among the fields of its struct
 * @param nullable null stands for what AWS does not have, e.g. the deletion date of a key that is not scheduled
 * @param description for people who write rules
 */
record FactField(
        String name, String path, int index, FactType type, boolean nullable, String description, Origin origin) {

    /** Where a fact's value is from. */
    enum Origin {
        /** Read from AWS about this resource. */
        READ,
        /** Read from AWS about the resource that this one refers to. */
        JOINED,
        /** Follows from other facts and the settings. */
        DERIVED,
        /** Part of the resource's identity. */
        IDENTITY
    }

    CelType cel() {
        // CEL lets a timestamp or a struct be null as it is; the other scalars need a wrapper for it.
        boolean needsWrapper = type instanceof FactType.Scalar && type != FactType.Scalar.TIMESTAMP;
        return nullable && needsWrapper ? NullableType.create(type.cel()) : type.cel();
    }

    boolean isStruct() {
        return type instanceof FactType.Struct;
    }
}
