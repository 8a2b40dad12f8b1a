package dev.atrest.readers;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An estate behind the embedded endpoint, and the readers in front of it. */
record EmbeddedReading(EmbeddedAws aws) implements AutoCloseable {

    static final String MANAGEMENT = "111111111111";
    static final String SHOP = "222222222222";
    static final String FRANKFURT = "eu-central-1";
    static final String VIRGINIA = "us-east-1";

    static final Scope EVERYTHING = new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true);

    /** @param estate the estate as YAML */
    static EmbeddedReading of(String estate) {
        return new EmbeddedReading(EmbeddedAws.start(Estate.parse(estate)));
    }

    /** A management account, which is the caller's, and the account {@link #SHOP} with these contents. */
    static EmbeddedReading ofShop(String contents) {
        return of("""
                regions: { enabled: [eu-central-1, us-east-1] }
                accounts:
                  - { id: "111111111111", name: Management }
                  - id: "222222222222"
                    name: Shop
                """ + contents.indent(4));
    }

    static Scope only(ResourceType... types) {
        return new Scope(Set.of(), Set.of(), Set.of(types), true);
    }

    AwsAccess access() {
        return new AwsAccess(
                Optional.of(aws.endpoint()),
                Optional.of(FRANKFURT),
                Optional.empty(),
                Optional.of("atrest-audit"),
                Optional.empty(),
                "atrest-test",
                Optional.empty(),
                16);
    }

    AwsSession session(Scope scope) {
        return session(access(), scope);
    }

    AwsSession session(AwsAccess access, Scope scope) {
        return AwsSession.connect(
                access,
                scope,
                StaticCredentialsProvider.create(AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey())));
    }

    /** All resources of {@link #SHOP}. */
    List<Resource> readShop(Scope scope) {
        try (var session = session(scope);
                var reader = session.open(new Account(SHOP, "Shop", "ACTIVE", ""))) {
            return Reading.everything(reader);
        }
    }

    Resource readOne(ResourceType type, String name) {
        return readShop(only(type)).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    long calls(String action) {
        return aws.calls().of(SHOP, "*", action);
    }

    @Override
    public void close() {
        aws.close();
    }
}
