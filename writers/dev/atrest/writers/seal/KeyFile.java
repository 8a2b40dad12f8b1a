package dev.atrest.writers.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.EnumSet;
import java.util.Set;

/** An Ed25519 key in a file that only its owner may read. */
public final class KeyFile implements SigningKey {

    private static final String ED25519 = "Ed25519";
    private static final String PEM = "PRIVATE KEY";
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final PrivateKey privateKey;
    private final PublicKey publicKey;

    private KeyFile(PrivateKey privateKey, PublicKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads a private key in PEM (PKCS#8), as {@code openssl genpkey -algorithm ed25519} writes it.
     *
     * @throws IOException naming the file, when others may read it or it has no such key
     */
    public static KeyFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no signing key " + file);
        }
        requireOwnerOnly(file);
        try {
            byte[] der = Pem.read(PEM, Files.readString(file, StandardCharsets.ISO_8859_1));
            PrivateKey key = KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(der));
            return new KeyFile(key, publicKeyOf(key));
        } catch (MalformedSeal e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " is no Ed25519 key in PEM (PKCS#8); openssl genpkey -algorithm ed25519 -out FILE makes one",
                    e);
        }
    }

    /**
     * Reads the key of a file, or makes one if there is none, with the public key beside it in {@code .pub}.
     *
     * @throws IOException when it cannot be read or made
     */
    public static KeyFile readOrMake(Path file) throws IOException {
        if (Files.notExists(file)) {
            KeyPair pair = generated();
            Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
            Files.deleteIfExists(unfinished);
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(unfinished, Pem.write(PEM, pair.getPrivate().getEncoded()));
            Files.write(publicKeyFile(file), PublicKeys.pem(pair.getPublic()));
            // Last, so that a key is never there without its public half.
            Files.move(unfinished, file);
        }
        return read(file);
    }

    /** Where the public half of a made key is. */
    public static Path publicKeyFile(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.pem$", "") + ".pub");
    }

    private static KeyPair generated() {
        try {
            return KeyPairGenerator.getInstance(ED25519).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
        if (view == null) {
            return;
        }
        if (!OWNERS.containsAll(view.readAttributes().permissions())) {
            throw new IOException("the signing key " + file
                    + " can be read by others than its owner, so that they could seal, too; chmod 600 it");
        }
    }

    /**
     * A PKCS#8 file has the private key alone. The generator makes a pair of the 32 random bytes that a private key of Ed25519
     * is; given those of the file for random ones, it tells the public key.
     */
    private static PublicKey publicKeyOf(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        var generator = KeyPairGenerator.getInstance(ED25519);
        generator.initialize(NamedParameterSpec.ED25519, new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(seed, 0, bytes, 0, bytes.length);
            }
        });
        PublicKey publicKey = generator.generateKeyPair().getPublic();
        if (!PublicKeys.verify(publicKey, seed, signature(key, seed))) {
            throw new GeneralSecurityException("the public key cannot be told from the private one");
        }
        return publicKey;
    }

    private static byte[] signature(PrivateKey key, byte[] message) throws GeneralSecurityException {
        var signature = Signature.getInstance(ED25519);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        try {
            return signature(privateKey, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was read can sign", e);
        }
    }
}
