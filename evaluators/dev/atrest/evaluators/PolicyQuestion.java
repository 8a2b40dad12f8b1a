package dev.atrest.evaluators;

import static dev.atrest.model.ResourceType.KMS_KEY;
import static dev.atrest.model.ResourceType.S3_BUCKET;

import dev.atrest.evaluators.policy.Answer;
import dev.atrest.evaluators.policy.PolicyAnalysis;
import dev.atrest.model.ResourceType;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What rules may ask of a policy: the functions of the CEL variable {@code policy}. */
enum PolicyQuestion {
    IS_PUBLIC(
            "isPublic",
            List.of(),
            Set.of(KMS_KEY, S3_BUCKET),
            "Someone whom the policy does not know may do something",
            (policy, _) -> policy.isPublic()),
    IS_PUBLIC_FOR(
            "isPublic",
            List.of(Parameter.text("action")),
            Set.of(KMS_KEY, S3_BUCKET),
            "Someone whom the policy does not know may do this, e.g. `s3:GetObject`",
            (policy, arguments) -> policy.isPublic(arguments.getFirst().getFirst())),
    ONLY_TRUSTED(
            "onlyTrusted",
            List.of(Parameter.texts("accounts"), Parameter.texts("organizations")),
            Set.of(KMS_KEY, S3_BUCKET),
            "All who may do anything belong to the resource's own account, to these accounts or to these organisations",
            (policy, arguments) ->
                    policy.onlyTrustedAccounts(Set.copyOf(arguments.getFirst()), Set.copyOf(arguments.getLast()))),
    ONLY_TRUSTED_OR_OWN(
            "onlyTrusted",
            List.of(Parameter.texts("accounts"), Parameter.texts("organizations"), Parameter.flag("ownOrganization")),
            Set.of(KMS_KEY, S3_BUCKET),
            "The same, where ownOrganization is true with all of the organisation of the resource's account",
            // What the policy alone says: PolicyView adds what is known of the organisation.
            (policy, arguments) ->
                    policy.onlyTrustedAccounts(Set.copyOf(arguments.get(0)), Set.copyOf(arguments.get(1)))),
    NO_FULL_ACCESS(
            "noFullAccess",
            List.of(),
            Set.of(KMS_KEY),
            "Nobody but the account as a whole can do everything with the key",
            (policy, _) -> policy.noFullAccess()),
    SEPARATES_DUTIES(
            "separatesDuties",
            List.of(),
            Set.of(KMS_KEY),
            "Nobody can both administer the key and use it for cryptography",
            (policy, _) -> policy.separatesDuties()),
    ADMINISTERED_ONLY_BY(
            "administeredOnlyBy",
            List.of(Parameter.texts("rolePatterns")),
            Set.of(KMS_KEY),
            "All administrators named are roles of the account with such a name (or, for a pattern with a colon, ARN)",
            (policy, arguments) -> policy.administeredOnlyBy(arguments.getFirst())),
    REQUIRES_MFA(
            "requiresMfa",
            List.of(Parameter.texts("actions")),
            Set.of(KMS_KEY),
            "There is no way to any of these actions without multi-factor authentication",
            (policy, arguments) -> policy.requiresMfa(arguments.getFirst())),
    DENIES_INSECURE_TRANSPORT(
            "deniesInsecureTransport",
            List.of(),
            Set.of(S3_BUCKET),
            "Plain HTTP is denied to everyone, for every action, on the bucket and its objects",
            (policy, _) -> policy.deniesInsecureTransport()),
    REQUIRES_ENCRYPTION_HEADER(
            "requiresEncryptionHeader",
            List.of(),
            Set.of(S3_BUCKET),
            "Writing an object without asking for encryption is denied",
            (policy, _) -> policy.requiresEncryptionHeader()),
    DENIES_PUTS_NOT_ENCRYPTED_WITH(
            "deniesPutsNotEncryptedWith",
            List.of(Parameter.texts("algorithms"), Parameter.texts("keyArns")),
            Set.of(S3_BUCKET),
            "Writing an object that asks for another algorithm or key is denied; no keys: whichever the policy names",
            (policy, arguments) ->
                    policy.deniesPutsNotEncryptedWith(arguments.getFirst(), Set.copyOf(arguments.getLast())));

    /** Named for people; CEL goes by position. */
    record Parameter(String name, CelType type) {

        static Parameter text(String name) {
            return new Parameter(name, SimpleType.STRING);
        }

        static Parameter texts(String name) {
            return new Parameter(name, ListType.create(SimpleType.STRING));
        }

        Class<?> javaType() {
            return type instanceof ListType ? List.class : type.equals(SimpleType.BOOL) ? Boolean.class : String.class;
        }

        static Parameter flag(String name) {
            return new Parameter(name, SimpleType.BOOL);
        }

        private String words() {
            return (type instanceof ListType ? "list of string " : type.name() + " ") + name;
        }
    }

    /** Asks with the arguments by position; a single text is a list of one. */
    @FunctionalInterface
    interface Asking {
        Answer ask(PolicyAnalysis policy, List<List<String>> arguments);
    }

    private final String function;
    private final List<Parameter> parameters;
    private final Set<ResourceType> types;
    private final String meaning;
    private final Asking asking;

    PolicyQuestion(
            String function, List<Parameter> parameters, Set<ResourceType> types, String meaning, Asking asking) {
        this.function = function;
        this.parameters = parameters;
        this.types = types;
        this.meaning = meaning;
        this.asking = asking;
    }

    static List<PolicyQuestion> on(ResourceType type) {
        return Arrays.stream(values())
                .filter(question -> question.types.contains(type))
                .toList();
    }

    String function() {
        return function;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** What it means when the answer is true. */
    String meaning() {
        return meaning;
    }

    /** For people: {@code policy.isPublic(string action)}. */
    String signature() {
        return parameters.stream()
                .map(Parameter::words)
                .collect(Collectors.joining(", ", PolicyView.VARIABLE + "." + function + "(", ")"));
    }

    Answer ask(PolicyAnalysis policy, List<List<String>> arguments) {
        return asking.ask(policy, arguments);
    }
}
