package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.endtoend.ExpectedKeys.Key;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keys come to: their state, their rotation, their policies, their grants and what uses them. */
final class ExpectedKeyFindings {

    private static final int SETTING_ROTATION_DAYS = 365;

    private final EstateYaml estate;
    private final ExpectedKeys keys;
    private final ExpectedKeyPolicies policies;
    private final ExpectedKeyUses uses;

    ExpectedKeyFindings(EstateYaml estate, ExpectedKeys keys) {
        this.estate = estate;
        this.keys = keys;
        this.policies = new ExpectedKeyPolicies(estate);
        this.uses = new ExpectedKeyUses(estate, keys);
    }

    void judge(Entry entry, ExpectedFindings findings) {
        String arn = Arns.key(entry);
        Optional<Key> key = keys.described(entry);
        Truth customerManaged = Truth.of(key, Key::customerManaged);
        // Enabled, and not a replica, whose material is its primary's: of such keys somebody has to see to the age.
        Truth material = Truth.of(
                key,
                known -> known.customerManaged()
                        && known.state().equals("Enabled")
                        && !entry.text("multiRegion", "NONE").equals("REPLICA"));

        Truth byAws = Truth.of(key, _ -> rotatesByItself(entry));
        findings.expectWhen(material.and(byAws), "kms-key-rotation-enabled", arn, rotatesInTime(entry));
        Truth byHand = material.and(byAws.not());
        if (byHand != Truth.NO) {
            findings.expectWhen(byHand, "kms-key-manual-rotation-due", arn, isYoung(entry));
        }
        // An AWS-managed key cannot be scheduled for deletion.
        findings.expectWhen(
                customerManaged,
                "kms-key-not-pending-deletion",
                arn,
                Truth.of(
                        key,
                        known -> !Set.of("PendingDeletion", "PendingReplicaDeletion")
                                .contains(known.state())));

        findings.expectWhen(
                customerManaged, "kms-key-grants-trusted-principals", arn, grantsStay(entry, estate.accounts()));
        policies.judge(entry, customerManaged, findings);
        uses.judge(
                entry,
                customerManaged,
                policies.letsInOwnAccountOnly(entry).and(grantsStay(entry, List.of(entry.account()))),
                policies.letsInServices(entry),
                findings);
    }

    /** Symmetric, with material from KMS: for other keys there is no rotation to switch on. */
    private static boolean rotatesByItself(Entry key) {
        return key.text("spec", "SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
                && key.text("origin", "AWS_KMS").equals("AWS_KMS");
    }

    private Truth rotatesInTime(Entry key) {
        int days = key.node().path("rotationDays").asInt(0);
        return denied(key, "kms:GetKeyRotationStatus")
                ? Truth.UNKNOWN
                : Truth.of(days > 0 && days <= SETTING_ROTATION_DAYS);
    }

    private Truth isYoung(Entry key) {
        return denied(key, "kms:DescribeKey") ? Truth.UNKNOWN : Truth.of(ageInDays(key) < SETTING_ROTATION_DAYS);
    }

    private static long ageInDays(Entry key) {
        String created = key.text("created", "");
        if (created.matches("-\\d+d")) {
            return Long.parseLong(created.substring(1, created.length() - 1));
        }
        return Duration.between(
                        LocalDate.parse(created).atStartOfDay(),
                        LocalDate.now(ZoneOffset.UTC).atStartOfDay())
                .toDays();
    }

    /** To principals of these accounts and to services of AWS. */
    private Truth grantsStay(Entry key, Collection<String> accounts) {
        return denied(key, "kms:ListGrants")
                ? Truth.UNKNOWN
                : Truth.of(key.node()
                        .path("grants")
                        .valueStream()
                        .map(grant -> grant.path("grantee").asString())
                        .allMatch(grantee -> grantee.matches("[a-z0-9.-]+\\.amazonaws\\.com")
                                || accounts.stream()
                                        .anyMatch(account -> grantee.startsWith("arn:aws:iam::" + account + ":"))));
    }

    private boolean denied(Entry key, String call) {
        return estate.denied(key.account(), key.region(), call, key.text("id", ""));
    }
}
