package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Key;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.GetKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusRequest;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.ListAliasesRequest;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsRequest;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;
import software.amazon.awssdk.services.kms.model.Tag;

/** Key Management Service. */
final class KmsOperations {

    /** Aliases that exist before AWS makes a key for them. */
    private static final List<String> PREDEFINED =
            List.of("alias/aws/dynamodb", "alias/aws/ebs", "alias/aws/rds", "alias/aws/redshift", "alias/aws/s3");

    void register(Operations<Call> operations) {
        operations
                .on(Service.KMS, ListKeysRequest.class, this::listKeys)
                .on(Service.KMS, ListAliasesRequest.class, this::listAliases)
                .on(Service.KMS, DescribeKeyRequest.class, this::describeKey)
                .on(Service.KMS, GetKeyPolicyRequest.class, this::getKeyPolicy)
                .on(Service.KMS, GetKeyRotationStatusRequest.class, this::getKeyRotationStatus)
                .on(Service.KMS, ListResourceTagsRequest.class, this::listResourceTags)
                .on(Service.KMS, ListGrantsRequest.class, this::listGrants);
    }

    private ListKeysResponse listKeys(Call call, ListKeysRequest request) {
        RegionView region = call.region();
        var page = page(region.keys(), call.scope("ListKeys"), request.marker(), request.limit(), 1000, 100);
        return ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(key -> KeyListEntry.builder()
                                .keyId(key.id())
                                .keyArn(region.keyIdArn(key.id()))
                                .build())
                        .toList())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    private ListAliasesResponse listAliases(Call call, ListAliasesRequest request) {
        RegionView region = call.region();
        Series<Key> keys = region.keys();
        List<Pages.Source<AliasListEntry>> sources = new ArrayList<>();
        if (request.keyId() != null) {
            LocatedKey found = KeyLookup.byIdOrArn(call, request.keyId());
            sources.add(Pages.Source.of(found.key().aliases().stream()
                    .map(alias -> entry(found.region(), alias, found.key().id()))
                    .toList()));
        } else {
            for (Key key : keys.entries()) {
                sources.add(aliases(region, key));
            }
            sources.add(Pages.Source.of(PREDEFINED.stream()
                    .filter(alias -> region.key(alias).isEmpty())
                    .map(alias -> entry(region, alias, null))
                    .toList()));
        }
        var page = page(
                Pages.Source.concat(sources),
                call.scope("ListAliases" + request.keyId()),
                request.marker(),
                request.limit(),
                100,
                50);
        return ListAliasesResponse.builder()
                .aliases(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    private static Pages.Source<AliasListEntry> aliases(RegionView region, Key entry) {
        int perKey = entry.aliases().size();
        return new Pages.Source<>() {
            @Override
            public int size() {
                return perKey * entry.count();
            }

            @Override
            public AliasListEntry get(int index) {
                Key key = entry.count() == 1 ? entry : entry.copy(index / perKey);
                return KmsOperations.entry(region, key.aliases().get(index % perKey), key.id());
            }
        };
    }

    private static AliasListEntry entry(RegionView region, String alias, @Nullable String keyId) {
        return AliasListEntry.builder()
                .aliasName(alias)
                .aliasArn(region.arn("kms", alias))
                .targetKeyId(keyId)
                .build();
    }

    private DescribeKeyResponse describeKey(Call call, DescribeKeyRequest request) {
        LocatedKey found = KeyLookup.any(call, request.keyId());
        return DescribeKeyResponse.builder()
                .keyMetadata(KeyAnswers.metadata(found))
                .build();
    }

    private GetKeyPolicyResponse getKeyPolicy(Call call, GetKeyPolicyRequest request) {
        if (request.policyName() != null && !request.policyName().equals("default")) {
            throw new AwsError("NotFoundException", "No such policy exists", 400);
        }
        LocatedKey found = KeyLookup.byIdOrArn(call, request.keyId());
        return GetKeyPolicyResponse.builder()
                .policy(KeyAnswers.policy(found))
                .policyName("default")
                .build();
    }

    private GetKeyRotationStatusResponse getKeyRotationStatus(Call call, GetKeyRotationStatusRequest request) {
        LocatedKey found = KeyLookup.byIdOrArn(call, request.keyId());
        Key key = found.key();
        if (!key.origin().equals("AWS_KMS")) {
            throw new AwsError(
                    "UnsupportedOperationException",
                    found.arn() + " origin is " + key.origin() + " which is not valid for this operation.",
                    400);
        }
        int days = key.awsManaged() ? 365 : key.rotationDays();
        boolean enabled = days > 0
                && key.spec().equals("SYMMETRIC_DEFAULT")
                && !key.state().equals("PendingDeletion");
        GetKeyRotationStatusResponse.Builder answer =
                GetKeyRotationStatusResponse.builder().keyId(found.arn()).keyRotationEnabled(enabled);
        if (enabled) {
            answer.rotationPeriodInDays(days).nextRotationDate(key.created().plus(Duration.ofDays(days)));
        }
        return answer.build();
    }

    private ListResourceTagsResponse listResourceTags(Call call, ListResourceTagsRequest request) {
        LocatedKey found = KeyLookup.byIdOrArn(call, request.keyId());
        List<Tag> tags = found.key().tags().entrySet().stream()
                .map(tag -> Tag.builder()
                        .tagKey(tag.getKey())
                        .tagValue(tag.getValue())
                        .build())
                .toList();
        var page = page(
                Pages.Source.of(tags),
                call.scope("ListResourceTags" + found.arn()),
                request.marker(),
                request.limit(),
                50,
                50);
        return ListResourceTagsResponse.builder()
                .tags(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    private ListGrantsResponse listGrants(Call call, ListGrantsRequest request) {
        LocatedKey found = KeyLookup.byIdOrArn(call, request.keyId());
        List<Key.Grant> grants = found.key().grants();
        List<GrantListEntry> entries = IntStream.range(0, grants.size())
                .mapToObj(i -> grant(found, grants.get(i), i))
                .filter(grant -> request.grantId() == null || request.grantId().equals(grant.grantId()))
                .filter(grant -> request.granteePrincipal() == null
                        || request.granteePrincipal().equals(grant.granteePrincipal()))
                .toList();
        var page = page(
                Pages.Source.of(entries),
                call.scope("ListGrants" + found.arn()),
                request.marker(),
                request.limit(),
                100,
                50);
        return ListGrantsResponse.builder()
                .grants(page.items())
                .nextMarker(page.next())
                .truncated(page.next() != null)
                .build();
    }

    /** @param index place among the grants of the key */
    static String grantId(Key.Grant grant, int index) {
        return grant.id().isEmpty() ? "%064x".formatted(index + 1) : grant.id();
    }

    private static GrantListEntry grant(LocatedKey found, Key.Grant grant, int index) {
        return GrantListEntry.builder()
                .keyId(found.arn())
                .grantId(grantId(grant, index))
                .name(grant.name())
                .granteePrincipal(grant.grantee())
                .retiringPrincipal(grant.retiring().orElse(null))
                .issuingAccount(found.region().rootArn())
                .operationsWithStrings(grant.operations())
                .creationDate(grant.created())
                .build();
    }

    private static <T> Pages.Page<T> page(
            Pages.Source<T> source,
            String scope,
            @Nullable String marker,
            @Nullable Integer limit,
            int largest,
            int otherwise) {
        return Pages.page(
                source,
                scope,
                marker,
                Pages.size(limit, "limit", largest, otherwise),
                () -> new AwsError("InvalidMarkerException", "Could not deserialize marker", 400));
    }
}
