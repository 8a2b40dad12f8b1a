package dev.atrest.jobs.seal;

import dev.atrest.jobs.AwsConnection;
import dev.atrest.writers.seal.KeyFile;
import dev.atrest.writers.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Finds the key that a run is sealed with. */
@Component
class SigningKeys {

    private static final String FILE = "signing-key.pem";

    private final Signing signing;
    private final Path data;
    private final AwsConnection connection;

    SigningKeys(ObjectProvider<Signing> signing, @Value("${atrest.data}") Path data, AwsConnection connection) {
        this.signing = signing.getIfAvailable(Signing.KeyOfTheDataFolder::new);
        this.data = data;
        this.connection = connection;
    }

    /**
     * The key.
     *
     * @throws IOException when its file cannot be read, or KMS has no such key that seals
     */
    SigningKey key() throws IOException {
        return switch (signing) {
            case Signing.KeyOfTheDataFolder() -> KeyFile.readOrMake(data.resolve(FILE));
            case Signing.KeyInFile(Path file) -> KeyFile.read(file);
            case Signing.KeyInKms(String arn) -> new KmsKey(connection.session().signer(arn));
        };
    }
}
