package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {

    @TempDir
    private Path folder;

    @Test
    void theFirstLineIsThePassword() throws IOException {
        assertThat(file("Grüße, Welt \r\nsecond line\n", "rw-------").read()).isEqualTo("Grüße, Welt ");
        assertThat(file("without an end", "r--------").read()).isEqualTo("without an end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-r--r--"})
    void aFileThatOthersMayReadIsRefused(String permissions) throws IOException {
        refused(file("secret", permissions), "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nsecret"})
    void anEmptyFirstLineIsRefused(String content) throws IOException {
        refused(file(content, "rw-------"), "it is empty");
    }

    @Test
    void aPasswordThatExcelCannotTakeIsRefused() throws IOException {
        assertThat(file("x".repeat(255), "rw-------").read()).hasSize(255);
        refused(file("x".repeat(256), "rw-------"), "at most 255");
    }

    @Test
    void whatCannotBeReadIsRefused() throws IOException {
        refused(new PasswordFile(folder.resolve("missing")), "does not exist");
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xC3, (byte) 0x28});
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rw-------"));
        refused(new PasswordFile(binary), "it is not UTF-8");
    }

    private static void refused(PasswordFile file, String reason) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(file::read)
                .withMessageContaining(reason)
                .withMessageContaining(file.path().toString())
                .withMessageNotContaining("secret");
    }

    private PasswordFile file(String content, String permissions) throws IOException {
        Path file = Files.createTempFile(folder, "password", "");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new PasswordFile(file);
    }
}
