package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Standpoint.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a bucket policy what it denies to everyone. Requests that AWS services make by themselves are not looked at. */
final class BucketGuards {

    private static final String TRANSPORT = "aws:securetransport";
    private static final String TLS_VERSION = "s3:tlsversion";
    private static final String ALGORITHM = "s3:x-amz-server-side-encryption";
    private static final String KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    private static final String CUSTOMER_ALGORITHM = "s3:x-amz-server-side-encryption-customer-algorithm";
    private static final List<List<String>> ABSENT = List.of(List.of());
    private static final List<String> ALGORITHMS = List.of("AES256", "aws:kms", "aws:kms:dsse");

    private final PreparedPolicy policy;
    private final Callers callers;
    private final Work work;

    BucketGuards(PreparedPolicy policy, Callers callers, Work work) {
        this.policy = policy;
        this.callers = callers;
        this.work = work;
    }

    Answer deniesInsecureTransport() {
        var insecure = Map.of(TRANSPORT, List.of(List.of("false")), TLS_VERSION, ABSENT);
        return denied(
                policy.targets(),
                List.of(insecure),
                "Whatever comes over an insecure transport is denied",
                "Over an insecure transport gets through");
    }

    Answer requiresEncryptionHeader() {
        var plain = Map.of(ALGORITHM, ABSENT, KEY, ABSENT, CUSTOMER_ALGORITHM, ABSENT);
        return denied(
                puts(),
                List.of(plain),
                "Writing an object without asking for encryption is denied",
                "Without asking for encryption may write an object");
    }

    Answer deniesPutsNotEncryptedWith(Collection<String> algorithms, Set<String> keyArns) {
        return denied(
                puts(),
                bypasses(algorithms, keyArns),
                "Writing an object with another algorithm or key is denied",
                "With another algorithm or key may write an object");
    }

    /** The kinds of requests that ask for an encryption other than the demanded one. */
    private List<Map<String, List<List<String>>>> bypasses(Collection<String> algorithms, Set<String> keyArns) {
        List<List<String>> otherKeys = otherKeys(keyArns);
        List<List<String>> anyKeys = new ArrayList<>(otherKeys);
        keyArns.forEach(arn -> anyKeys.add(List.of(arn)));
        var bypasses = new ArrayList<Map<String, List<List<String>>>>();
        for (String algorithm : ALGORITHMS) {
            var asked = List.of(List.of(algorithm));
            boolean kms = !algorithm.equals("AES256");
            if (!algorithms.contains(algorithm)) {
                bypasses.add(Map.of(ALGORITHM, asked, KEY, kms ? anyKeys : ABSENT, CUSTOMER_ALGORITHM, ABSENT));
            } else if (kms) {
                bypasses.add(Map.of(ALGORITHM, asked, KEY, otherKeys, CUSTOMER_ALGORITHM, ABSENT));
            }
        }
        bypasses.add(Map.of(ALGORITHM, ABSENT, KEY, ABSENT, CUSTOMER_ALGORITHM, List.of(List.of("AES256"))));
        return bypasses;
    }

    /** No key stands for the AWS-managed one. Without demanded keys, those that the policy names are as good as any. */
    private List<List<String>> otherKeys(Set<String> keyArns) {
        var probes = new ProbeValues(policy.probe(), policy.resource().partition(), work);
        String prefix = "arn:" + policy.resource().partition() + ":kms:us-east-1:";
        var keys = new ArrayList<List<String>>();
        keys.add(List.of());
        keys.add(List.of(prefix + probes.account() + ":key/" + policy.probe()));
        if (!keyArns.isEmpty()) {
            keys.add(List.of(prefix + policy.resource().accountId() + ":key/" + policy.probe()));
            probes.examples(policy.conditionsOn(KEY), name -> java.util.Optional.empty()).stream()
                    .filter(example -> !keyArns.contains(example))
                    .forEach(example -> keys.add(List.of(example)));
        }
        return keys;
    }

    private Targets puts() {
        return policy.targets(List.of("s3:PutObject"), work);
    }

    /** Requests that differ in nothing but keys that the policy has no condition on are all alike to it. */
    private Set<Map<String, List<List<String>>>> toldApart(List<Map<String, List<List<String>>>> requests) {
        var told = new LinkedHashSet<Map<String, List<List<String>>>>();
        for (var request : requests) {
            var mentioned = new HashMap<>(request);
            mentioned.keySet().removeIf(key -> policy.conditionsOn(key).isEmpty());
            told.add(mentioned);
        }
        return told;
    }

    private Answer denied(
            Targets targets, List<Map<String, List<List<String>>>> requests, String whenDenied, String whenNot) {
        var tally = new Tally();
        for (var presumed : toldApart(requests)) {
            var question = new Question(Standpoint.of(Place.ANYWHERE).presuming(presumed), policy, work);
            for (Caller caller : callers.allDistinct()) {
                if (!caller.isService()) {
                    var search = new RequestSearch(policy, question, caller);
                    search.undenied(targets).forEach(found -> tally.add(caller, found));
                }
            }
        }
        return tally.answerNone(whenDenied, whenNot);
    }
}
