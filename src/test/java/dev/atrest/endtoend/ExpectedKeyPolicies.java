package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.endtoend.PolicyReading.Condition;
import dev.atrest.endtoend.PolicyReading.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the policies of customer-managed keys come to. A key without a policy in the file has KMS's default one. */
final class ExpectedKeyPolicies {

    private static final String MFA = "aws:MultiFactorAuthPresent";
    private static final String ANYONE_ELSE = "anyone else";

    /** Actions that change a key or who may use it, as the KMS Developer Guide lists them. */
    private static final List<String> ADMINISTRATION =
            kms("EnableKey DisableKey PutKeyPolicy CreateAlias UpdateAlias DeleteAlias UpdateKeyDescription TagResource"
                    + " UntagResource EnableKeyRotation DisableKeyRotation RotateKeyOnDemand ImportKeyMaterial"
                    + " DeleteImportedKeyMaterial ReplicateKey UpdatePrimaryRegion ScheduleKeyDeletion"
                    + " CancelKeyDeletion");

    private static final List<String> USE = kms("Encrypt Decrypt ReEncryptFrom ReEncryptTo GenerateDataKey"
            + " GenerateDataKeyWithoutPlaintext GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext Sign Verify"
            + " GenerateMac VerifyMac DeriveSharedSecret");

    private static final List<String> CRITICAL = kms("ScheduleKeyDeletion DisableKey PutKeyPolicy"
            + " DeleteImportedKeyMaterial UpdatePrimaryRegion CancelKeyDeletion DisableKeyRotation");

    private final EstateYaml estate;

    ExpectedKeyPolicies(EstateYaml estate) {
        this.estate = estate;
    }

    void judge(Entry key, Truth customerManaged, ExpectedFindings findings) {
        String arn = Arns.key(key);
        findings.expectWhen(customerManaged, "kms-key-policy-not-public", arn, ask(key, KeyPolicy::notPublic));
        findings.expectWhen(
                customerManaged, "kms-key-policy-trusted-accounts-only", arn, letsInOwnOrganizationOnly(key));
        findings.expectWhen(customerManaged, "kms-key-policy-no-full-access", arn, ask(key, KeyPolicy::noFullAccess));
        findings.expectWhen(
                customerManaged, "kms-key-policy-separation-of-duties", arn, ask(key, KeyPolicy::separatesDuties));
        findings.expectWhen(
                customerManaged, "kms-key-policy-dedicated-admins", arn, ask(key, KeyPolicy::dedicatedAdministrators));
        findings.expectWhen(
                customerManaged, "kms-key-policy-critical-calls-require-mfa", arn, ask(key, KeyPolicy::requiresMfa));
    }

    /** Whether all whom the policy names belong to the account of the key, as far as they have one: services have none. */
    Truth letsInOwnAccountOnly(Entry key) {
        return ask(key, KeyPolicy::staysInAccount);
    }

    /** The same of the accounts of the organisation. */
    private Truth letsInOwnOrganizationOnly(Entry key) {
        var accounts = Set.copyOf(estate.accounts());
        return ask(key, policy -> policy.staysIn(estate.organization(), accounts));
    }

    /** Whether the policy lets an AWS service act. */
    Truth letsInServices(Entry key) {
        return ask(key, KeyPolicy::namesServices);
    }

    private Truth ask(Entry key, Function<KeyPolicy, Truth> question) {
        if (estate.denied(key.account(), key.region(), "kms:GetKeyPolicy", key.text("id", ""))) {
            return Truth.UNKNOWN;
        }
        Optional<List<Statement>> statements = key.has("policy")
                ? PolicyReading.of(key.node().path("policy"))
                : Optional.of(List.of(defaultStatement(key.account())));
        return statements
                .map(known -> question.apply(new KeyPolicy(key.account(), known)))
                .orElse(Truth.UNKNOWN);
    }

    private static Statement defaultStatement(String account) {
        return new Statement(
                true, List.of(root(account)), List.of(), false, List.of("kms:*"), false, List.of("*"), List.of());
    }

    private record KeyPolicy(String account, List<Statement> statements) {

        Truth notPublic() {
            return all(allows().filter(Statement::isForEveryone)
                    .map(statement -> Reach.of(statement).confined()));
        }

        Truth staysInAccount() {
            return all(allows().map(statement -> statement.isForEveryone()
                    ? Reach.of(statement).staysIn(account)
                    : Truth.of(statement.principals().stream()
                            .allMatch(principal -> accountOf(principal).equals(account)))));
        }

        Truth staysIn(String organization, Set<String> accounts) {
            return all(allows().map(statement -> statement.isForEveryone()
                    ? Reach.of(statement).staysIn(organization, accounts)
                    : Truth.of(statement.principals().stream()
                            .allMatch(principal -> accounts.contains(accountOf(principal))))));
        }

        Truth namesServices() {
            return Truth.of(allows().anyMatch(statement -> !statement.services().isEmpty()));
        }

        /** All of administration and use, and handing the use on. */
        Truth noFullAccess() {
            return all(allButOwnAccount()
                    .map(principal -> all(Stream.of(ADMINISTRATION, USE, kms("CreateGrant"))
                                    .flatMap(List::stream)
                                    .map(action -> may(principal, action)))
                            .not()));
        }

        /** Whether IAM of another account, named as a whole, gives both to one principal of it, is not read. */
        Truth separatesDuties() {
            return all(allButOwnAccount().map(principal -> {
                Truth both = mayAny(principal, ADMINISTRATION).and(mayAny(principal, USE));
                return both == Truth.YES && principal.endsWith(":root") ? Truth.UNKNOWN : both.not();
            }));
        }

        Truth dedicatedAdministrators() {
            return all(allButOwnAccount()
                    .map(principal -> mayAny(principal, ADMINISTRATION)
                            .not()
                            .or(Truth.of(
                                    principal.matches("arn:aws:iam::" + account + ":role/(.*/)?[^/]*_Key_Admin")))));
        }

        /** Every way to a critical call asks for MFA, that by IAM of the own account as well. */
        Truth requiresMfa() {
            return Truth.of(CRITICAL.stream()
                    .filter(action -> denies().noneMatch(statement -> bindsWithoutMfa(statement, action)))
                    .noneMatch(action ->
                            allows().anyMatch(statement -> statement.covers(action) && !asksForMfa(statement))));
        }

        /** Who is named but the own account as a whole, and someone who is not. */
        private Stream<String> allButOwnAccount() {
            return Stream.concat(
                    allows().filter(statement -> !statement.isForEveryone())
                            .flatMap(statement -> statement.principals().stream())
                            .filter(principal -> !principal.equals(root(account)) && !principal.equals(account))
                            .distinct(),
                    Stream.of(ANYONE_ELSE));
        }

        private Truth mayAny(String principal, List<String> actions) {
            return any(actions.stream().map(action -> may(principal, action)));
        }

        /** A Deny in the demo is about MFA alone, and MFA takes no action away. */
        private Truth may(String principal, String action) {
            return any(allows().filter(statement -> statement.names(principal) && statement.covers(action))
                    .map(statement ->
                            statement.isForEveryone() && Reach.of(statement).kind() == Reach.Kind.UNKNOWN
                                    ? Truth.UNKNOWN
                                    : Truth.YES));
        }

        private Stream<Statement> allows() {
            return statements.stream().filter(Statement::allow);
        }

        private Stream<Statement> denies() {
            return statements.stream().filter(statement -> !statement.allow()).peek(statement -> {
                boolean aboutMfa = statement.conditions().stream()
                        .map(Condition::key)
                        .toList()
                        .equals(List.of(MFA));
                if (!aboutMfa || !statement.isForEveryone()) {
                    throw PolicyReading.unknown(statement);
                }
            });
        }

        /** Bool is not met without the context key, which long-term access keys do not have. */
        private static boolean asksForMfa(Statement allow) {
            return allow.conditions().stream().anyMatch(condition -> condition.is("Bool", MFA, "true"));
        }

        /** A Deny by Bool lets those through who do not have the context key; BoolIfExists binds them as well. */
        private static boolean bindsWithoutMfa(Statement deny, String action) {
            return deny.covers(action)
                    && deny.conditions().stream().anyMatch(condition -> condition.is("BoolIfExists", MFA, "false"));
        }
    }

    private static String accountOf(String principal) {
        return principal.startsWith("arn:") ? principal.split(":")[4] : principal;
    }

    private static String root(String account) {
        return "arn:aws:iam::" + account + ":root";
    }

    private static Truth all(Stream<Truth> truths) {
        return truths.reduce(Truth.YES, Truth::and);
    }

    private static Truth any(Stream<Truth> truths) {
        return truths.reduce(Truth.NO, Truth::or);
    }

    private static List<String> kms(String names) {
        return Stream.of(names.split(" ")).map(name -> "kms:" + name).toList();
    }
}
