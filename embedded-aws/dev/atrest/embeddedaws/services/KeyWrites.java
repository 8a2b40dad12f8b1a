package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.JsonText;
import dev.atrest.embeddedaws.estate.Key;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionRequest;
import software.amazon.awssdk.services.kms.model.CancelKeyDeletionResponse;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DisableKeyRequest;
import software.amazon.awssdk.services.kms.model.DisableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyResponse;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationRequest;
import software.amazon.awssdk.services.kms.model.EnableKeyRotationResponse;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyRequest;
import software.amazon.awssdk.services.kms.model.PutKeyPolicyResponse;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantResponse;
import software.amazon.awssdk.services.kms.model.Tag;
import software.amazon.awssdk.services.kms.model.UpdateAliasRequest;
import software.amazon.awssdk.services.kms.model.UpdateAliasResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** KMS: keys are made and changed, by the account that owns them. */
final class KeyWrites {

    private final JsonMapper json = new JsonMapper();

    void register(Writes writes) {
        writes.on(Service.KMS, CreateKeyRequest.class, this::create)
                .on(Service.KMS, EnableKeyRequest.class, this::enable)
                .on(Service.KMS, DisableKeyRequest.class, this::disable)
                .on(Service.KMS, CancelKeyDeletionRequest.class, this::cancelDeletion)
                .on(Service.KMS, EnableKeyRotationRequest.class, this::rotate)
                .on(Service.KMS, PutKeyPolicyRequest.class, this::putPolicy)
                .on(Service.KMS, RevokeGrantRequest.class, this::revokeGrant)
                .on(Service.KMS, UpdateAliasRequest.class, this::updateAlias);
    }

    private CreateKeyResponse create(Call call, CreateKeyRequest request) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : request.tags()) {
            tags.put(tag.tagKey(), tag.tagValue());
        }
        String spec = request.keySpec() == null ? "SYMMETRIC_DEFAULT" : request.keySpecAsString();
        if (!spec.equals("SYMMETRIC_DEFAULT") && request.keyUsage() == null) {
            throw new AwsError(
                    "ValidationException",
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
                    400);
        }
        boolean own = request.origin() == null || request.originAsString().equals("AWS_KMS");
        Key made = new Key(
                new UUID(
                                0x0a7e_0000_0000_4000L,
                                0x8000_0000_0000_0000L + call.world().nextNumber())
                        .toString(),
                1,
                List.of(),
                "CUSTOMER",
                own ? "Enabled" : "PendingImport",
                spec,
                request.keyUsageAsString(),
                request.originAsString(),
                null,
                null,
                null,
                0,
                Optional.empty(),
                Optional.ofNullable(request.policy()).map(JsonText::new),
                List.of(),
                tags,
                request.description(),
                Optional.empty(),
                Instant.now());
        call.change(region -> {
            List<Key> keys = new ArrayList<>(region.keys());
            keys.add(made);
            return Changed.with(region, "keys", keys);
        });
        return CreateKeyResponse.builder()
                .keyMetadata(KeyAnswers.metadata(own(call, made.id())))
                .build();
    }

    private EnableKeyResponse enable(Call call, EnableKeyRequest request) {
        LocatedKey found = own(call, request.keyId());
        requireState(found, "Enabled", "Disabled");
        change(call, found, key -> Changed.with(key, "state", "Enabled"));
        return EnableKeyResponse.builder().build();
    }

    private DisableKeyResponse disable(Call call, DisableKeyRequest request) {
        LocatedKey found = own(call, request.keyId());
        requireState(found, "Enabled", "Disabled");
        change(call, found, key -> Changed.with(key, "state", "Disabled"));
        return DisableKeyResponse.builder().build();
    }

    private CancelKeyDeletionResponse cancelDeletion(Call call, CancelKeyDeletionRequest request) {
        LocatedKey found = own(call, request.keyId());
        requireState(found, "PendingDeletion", "PendingReplicaDeletion");
        change(
                call,
                found,
                key -> Changed.with(Changed.with(key, "state", "Disabled"), "deletionDate", Optional.empty()));
        return CancelKeyDeletionResponse.builder().keyId(found.arn()).build();
    }

    private EnableKeyRotationResponse rotate(Call call, EnableKeyRotationRequest request) {
        LocatedKey found = own(call, request.keyId());
        requireState(found, "Enabled");
        if (!found.key().spec().equals("SYMMETRIC_DEFAULT")
                || !found.key().origin().equals("AWS_KMS")) {
            throw new AwsError("UnsupportedOperationException", found.arn() + " cannot be rotated on a schedule.", 400);
        }
        int days = request.rotationPeriodInDays() == null ? 365 : request.rotationPeriodInDays();
        if (days < 90 || days > 2560) {
            throw new AwsError("ValidationException", "rotationPeriodInDays must be 90 to 2560", 400);
        }
        change(call, found, key -> Changed.with(key, "rotationDays", days));
        return EnableKeyRotationResponse.builder().build();
    }

    private PutKeyPolicyResponse putPolicy(Call call, PutKeyPolicyRequest request) {
        LocatedKey found = own(call, request.keyId());
        JsonNode statements = parsed(String.valueOf(request.policy())).path("Statement");
        if (!statements.isContainer() || statements.isEmpty()) {
            throw malformed();
        }
        change(call, found, key -> Changed.with(key, "policy", Optional.of(new JsonText(request.policy()))));
        return PutKeyPolicyResponse.builder().build();
    }

    private JsonNode parsed(String policy) {
        try {
            return json.readTree(policy);
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    private static AwsError malformed() {
        return new AwsError("MalformedPolicyDocumentException", "The policy is no JSON or lacks a statement", 400);
    }

    private RevokeGrantResponse revokeGrant(Call call, RevokeGrantRequest request) {
        LocatedKey found = own(call, request.keyId());
        List<Key.Grant> grants = found.key().grants();
        List<Key.Grant> kept = IntStream.range(0, grants.size())
                .filter(i -> !KmsOperations.grantId(grants.get(i), i).equals(request.grantId()))
                // The ids of those that stay must not come from their places, which change.
                .mapToObj(i -> Changed.with(grants.get(i), "id", KmsOperations.grantId(grants.get(i), i)))
                .toList();
        if (kept.size() == grants.size()) {
            throw new AwsError("InvalidGrantIdException", "Grant ID " + request.grantId() + " is not found", 400);
        }
        change(call, found, key -> Changed.with(key, "grants", kept));
        return RevokeGrantResponse.builder().build();
    }

    /** The alias moves from its key to another one of the same kind. */
    private UpdateAliasResponse updateAlias(Call call, UpdateAliasRequest request) {
        Key from = call.region()
                .key(String.valueOf(request.aliasName()))
                .orElseThrow(() ->
                        new AwsError("NotFoundException", "Alias " + request.aliasName() + " is not found.", 400));
        LocatedKey to = own(call, request.targetKeyId());
        if (!from.usage().equals(to.key().usage())
                || from.spec().equals("SYMMETRIC_DEFAULT") != to.key().spec().equals("SYMMETRIC_DEFAULT")) {
            throw new AwsError(
                    "ValidationException",
                    "Alias " + request.aliasName() + " cannot be changed to a key of another kind.",
                    400);
        }
        change(
                call,
                own(call, from.id()),
                key -> Changed.with(
                        key,
                        "aliases",
                        key.aliases().stream()
                                .filter(alias -> !alias.equals(request.aliasName()))
                                .toList()));
        change(call, own(call, to.key().id()), key -> {
            List<String> aliases = new ArrayList<>(key.aliases());
            aliases.add(request.aliasName());
            return Changed.with(key, "aliases", aliases);
        });
        return UpdateAliasResponse.builder().build();
    }

    /** The key, if it is one that the account may change. */
    private static LocatedKey own(Call call, @Nullable String reference) {
        LocatedKey found = KeyLookup.byIdOrArn(call, reference);
        if (!found.accountId().equals(call.account().id()) || found.key().awsManaged()) {
            throw Service.KMS.denied(call.identity().arn(), "the operation", "on resource: " + found.arn());
        }
        return found;
    }

    private static void requireState(LocatedKey found, String... allowed) {
        if (!List.of(allowed).contains(found.key().state())) {
            throw new AwsError(
                    "KMSInvalidStateException",
                    found.arn() + " is " + found.key().state() + "; it must be " + String.join(" or ", allowed) + ".",
                    400);
        }
    }

    private static void change(Call call, LocatedKey found, UnaryOperator<Key> change) {
        call.change(region -> Changed.with(
                region,
                "keys",
                new Series<>(region.keys()).changed(found.key().id(), key -> Optional.of(change.apply(key)))));
    }
}
