package dev.atrest.evaluators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small configuration directories for tests. */
final class Catalogs {

    static final String SETTINGS = """
            classification:
              tagKeys: [DataProtectionClass, data-class]
              synonyms:
                PUBLIC: [open]
                INTERNAL: []
                CONFIDENTIAL: [Secret]
            trustedAccounts: ["444455556666"]
            rotationDays: 365
            slaDays: { CRITICAL: 7, HIGH: 30, MEDIUM: 90, LOW: 180, INFORMATIONAL: 365 }
            trustOwnOrganization: false
            """;

    static final String FRAMEWORK = """
            id: house
            title: House rules
            version: "1"
            controls:
              - { id: H1, title: One, assessment: AUTOMATED }
              - { id: H2, title: Two, assessment: MANUAL, guidance: Look }
              - { id: H3, title: Three, assessment: OUT_OF_SCOPE, guidance: Later }
            """;

    static final String RULE = """
            id: bucket-encrypted
            title: Buckets are encrypted
            severity: HIGH
            resource: S3Bucket
            when: resource.dataProtectionClass != "PUBLIC"
            require: >
              resource.encryption.algorithm != "NONE"
              && resource.encryption.key.manager == "CUSTOMER"
            message: "{name} has {encryption.algorithm}"
            rationale: Because.
            remediation: { effort: LOW, summary: Encrypt it., cli: aws, terraform: resource }
            controls: { house: [H1] }
            examples:
              pass:
                - dataProtectionClass: INTERNAL
                  encryption: { algorithm: AES256, key: { manager: CUSTOMER } }
              fail:
                - dataProtectionClass: INTERNAL
                  encryption: { algorithm: NONE }
            """;

    private Catalogs() {}

    /** A directory with one rule. */
    static Path directory(Path directory, String rule, String framework, String settings) {
        try {
            Files.createDirectories(directory.resolve("rules"));
            Files.createDirectories(directory.resolve("frameworks"));
            Files.writeString(directory.resolve("rules/rule.yml"), rule);
            Files.writeString(directory.resolve("frameworks/house.yml"), framework);
            Files.writeString(directory.resolve("settings.yml"), settings);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RuleCatalog of(Path directory, String rule) {
        return RuleCatalog.load(directory(directory, rule, FRAMEWORK, SETTINGS));
    }

    /** A catalogue of one rule with this condition; its examples are not meant to be run. */
    static RuleCatalog requiring(Path directory, String resource, String when, String require, String message) {
        return of(directory, """
                id: the-rule
                title: The rule
                severity: HIGH
                resource: %s
                when: |
                  %s
                require: |
                  %s
                message: |
                  %s
                rationale: Because.
                remediation: { effort: LOW, summary: Do it. }
                controls: { house: [H1] }
                examples: { pass: [{}], fail: [{}] }
                """.formatted(resource, when, require, message));
    }
}
