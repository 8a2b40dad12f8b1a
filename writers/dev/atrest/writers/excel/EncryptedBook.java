package dev.atrest.writers.excel;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.poi.poifs.crypt.ChainingMode;
import org.apache.poi.poifs.crypt.CipherAlgorithm;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.crypt.HashAlgorithm;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * A workbook that opens with a password: agile encryption with AES-256 and SHA-512, as Excel itself does. The workbook is
 * encrypted as it is written: neither the disk nor the memory ever has all of it in plain.
 */
record EncryptedBook(TemporaryParts parts, String password) {

    /** Writes the plain workbook. */
    interface Plain {
        void write(OutputStream out) throws IOException;
    }

    void write(Plain book, OutputStream out) throws IOException {
        var info = new EncryptionInfo(
                EncryptionMode.agile, CipherAlgorithm.aes256, HashAlgorithm.sha512, -1, -1, ChainingMode.cbc);
        Encryptor encryptor = info.getEncryptor();
        encryptor.confirmPassword(password);
        try (var container = new Container(parts.file("encrypted"))) {
            try (OutputStream encrypted = new BufferedOutputStream(encryptor.getDataStream(container))) {
                book.write(encrypted);
            } catch (GeneralSecurityException e) {
                throw new IOException("the workbook cannot be encrypted: " + e.getMessage(), e);
            }
            container.writeFilesystem(out);
        }
    }

    /** POI's file system in a file, which POI would keep in memory. */
    private static final class Container extends POIFSFileSystem {

        Container(Path file) throws IOException {
            _data.close();
            _data = new MappedFile(file);
            // as POI begins: the header and the first two blocks
            _data.write(ByteBuffer.allocate(3 * getBigBlockSize()), 0);
        }
    }
}
