package dev.atrest.writers.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    /** RFC 8032, 7.1, test 1, as OpenSSL writes it. */
    private static final String PRIVATE = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
            -----END PRIVATE KEY-----
            """;

    private static final String PUBLIC = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """;

    private Path file;

    @BeforeEach
    void name(@TempDir Path folder) {
        file = folder.resolve("signing-key.pem");
    }

    private void write(String pem, String permissions) throws IOException {
        Files.writeString(file, pem);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void thePublicKeyOfAPrivateOneIsTold() throws IOException {
        write(PRIVATE, "rw-------");

        assertThat(new String(PublicKeys.pem(KeyFile.read(file).publicKey()), UTF_8))
                .isEqualTo(PUBLIC);
    }

    @Test
    void whatItSignsIsVerifiedByItsPublicKeyAndByNoOther() throws IOException {
        var key = KeyFile.readOrMake(file);
        byte[] signature = key.sign("sealed".getBytes(UTF_8));

        assertThat(PublicKeys.verify(key.publicKey(), "sealed".getBytes(UTF_8), signature))
                .isTrue();
        assertThat(PublicKeys.verify(key.publicKey(), "sealee".getBytes(UTF_8), signature))
                .isFalse();
        assertThat(PublicKeys.verify(key.publicKey(), "sealed".getBytes(UTF_8), new byte[7]))
                .isFalse();
        assertThat(PublicKeys.verify(PublicKeys.parse(PUBLIC.getBytes(UTF_8)), "sealed".getBytes(UTF_8), signature))
                .isFalse();
    }

    @Test
    void aKeyIsMadeOnceForItsOwnerOnlyWithThePublicOneBeside() throws IOException {
        var made = KeyFile.readOrMake(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(PublicKeys.read(file.resolveSibling("signing-key.pub"))).isEqualTo(made.publicKey());
        assertThat(KeyFile.readOrMake(file).publicKey()).isEqualTo(made.publicKey());
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        write(PRIVATE, "rw-r-----");

        assertThatIOException()
                .isThrownBy(() -> KeyFile.read(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("chmod 600");
    }

    @Test
    void whatIsNoSuchKeyIsRefusedByName() throws IOException, GeneralSecurityException {
        write("no key", "rw-------");
        assertThatIOException().isThrownBy(() -> KeyFile.read(file)).withMessageContaining("there is no '-----BEGIN");
        write(PRIVATE.replace("MC4C", "AAAA"), "rw-------");
        assertThatIOException().isThrownBy(() -> KeyFile.read(file)).withMessageContaining("no Ed25519 key");
        write(Pem.write("PRIVATE KEY", elliptic("secp256r1").getPrivate().getEncoded()), "rw-------");
        assertThatIOException().isThrownBy(() -> KeyFile.read(file)).withMessageContaining("no Ed25519 key");
        assertThatIOException().isThrownBy(() -> KeyFile.read(file.resolveSibling("none.pem")));
    }

    @Test
    void publicKeysAreEd25519OrOnTheCurveP256() throws IOException, GeneralSecurityException {
        var p256 = elliptic("secp256r1").getPublic();
        assertThat(PublicKeys.of(p256.getEncoded())).isEqualTo(p256);
        assertThat(PublicKeys.described(p256).algorithm()).isEqualTo("ECDSA_SHA_256");
        for (byte[] other : new byte[][] {
            elliptic("secp384r1").getPublic().getEncoded(),
            KeyPairGenerator.getInstance("Ed448").generateKeyPair().getPublic().getEncoded(),
            KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic().getEncoded(),
            new byte[] {1, 2, 3}
        }) {
            assertThatIOException().isThrownBy(() -> PublicKeys.of(other)).withMessageContaining("Ed25519 and ECDSA");
        }
    }

    private static KeyPair elliptic(String curve) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }
}
