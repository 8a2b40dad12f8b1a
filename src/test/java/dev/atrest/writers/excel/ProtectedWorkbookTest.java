package dev.atrest.writers.excel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.poi.poifs.crypt.CipherAlgorithm;
import org.apache.poi.poifs.crypt.Decryptor;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.HashAlgorithm;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectedWorkbookTest {

    private static final Path TEMPLATES = Path.of("report-templates");
    private static final String PASSWORD = "Schlüssel für die Prüfer";

    @TempDir
    private Path folder;

    @Test
    void aProtectedWorkbookOpensWithItsPasswordOnly() throws Exception {
        var report = SampleReport.enterprise();
        Path file = written(report, Optional.of(PASSWORD));

        try (var container = new POIFSFileSystem(file.toFile())) {
            var info = new EncryptionInfo(container);
            assertThat(info.getEncryptionMode()).isEqualTo(EncryptionMode.agile);
            assertThat(info.getHeader().getCipherAlgorithm()).isEqualTo(CipherAlgorithm.aes256);
            assertThat(info.getHeader().getHashAlgorithm()).isEqualTo(HashAlgorithm.sha512);
            assertThat(Decryptor.getInstance(info).verifyPassword("another")).isFalse();

            Decryptor decryptor = Decryptor.getInstance(info);
            assertThat(decryptor.verifyPassword(PASSWORD)).isTrue();
            try (var book = new XSSFWorkbook(decryptor.getDataStream(container))) {
                assertThat(book.getSheet("Population").getLastRowNum())
                        .isEqualTo(report.resources().size());
            }
        }
    }

    /** What a kill in the middle would leave on the disk. */
    @Test
    void whatIsWrittenBeforeTheWorkbookIsCompleteTellsNothingAndIsTheOwnersOnly() throws IOException {
        var seen = new LinkedHashMap<Path, byte[]>();
        var permissions = new LinkedHashMap<Path, String>();
        AssessmentReport report = new BigReport(3_000);
        InvocationHandler watching = (proxy, method, arguments) -> {
            // asked for last, when all sheets that grow have been written
            if (method.getName().equals("trend")) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(path -> !path.equals(folder)).toList()) {
                        permissions.put(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                        if (Files.isRegularFile(file)) {
                            seen.put(file, Files.readAllBytes(file));
                        }
                    }
                }
            }
            return method.invoke(report, arguments);
        };
        written(
                (AssessmentReport) Proxy.newProxyInstance(
                        AssessmentReport.class.getClassLoader(), new Class<?>[] {AssessmentReport.class}, watching),
                Optional.of(PASSWORD));

        assertThat(seen.values().stream().mapToInt(bytes -> bytes.length).sum()).isGreaterThan(20_000);
        assertThat(seen.entrySet()).allSatisfy(ProtectedWorkbookTest::isNotLegible);
        assertThat(permissions)
                .allSatisfy((file, allowed) ->
                        assertThat(allowed).as(file.toString()).endsWith("------"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).extracting(file -> file.getFileName().toString()).containsExactly("report.xlsx");
        }
    }

    /** Neither text nor anything compressed that begins as such things do. */
    private static void isNotLegible(Map.Entry<Path, byte[]> part) {
        String content = new String(part.getValue(), StandardCharsets.ISO_8859_1);
        assertThat(content)
                .as(part.getKey().toString())
                .doesNotContain("<row", "arn:aws", "hyperlink")
                .doesNotStartWith("PK")
                .doesNotStartWith("x\u0001")
                .doesNotStartWith("\u001f\u008b");
    }

    @Test
    void aWorkbookLargerThanTheMappedPiecesIsWhole() throws IOException {
        Path file = folder.resolve("mapped");
        Files.createFile(file);
        byte[] block = new byte[512];
        int blocks = (1 << 24) / 512 + 3;
        try (var mapped = new MappedFile(file);
                var out = Files.newOutputStream(folder.resolve("copy"))) {
            for (int i = 0; i < blocks; i++) {
                block[0] = (byte) i;
                block[1] = (byte) (i >> 8);
                mapped.write(ByteBuffer.wrap(block), i * 512L);
            }
            mapped.read(512, (blocks - 1) * 512L).put(2, (byte) 77);
            assertThat(mapped.size()).isEqualTo(blocks * 512L);
            mapped.copyTo(out);
        }
        byte[] copy = Files.readAllBytes(folder.resolve("copy"));
        assertThat(copy).hasSize(blocks * 512);
        for (int i = 0; i < blocks; i++) {
            if (copy[i * 512] != (byte) i || copy[i * 512 + 1] != (byte) (i >> 8)) {
                throw new AssertionError("block " + i + " is another");
            }
        }
        assertThat(copy[(blocks - 1) * 512 + 2]).isEqualTo((byte) 77);
    }

    private Path written(AssessmentReport report, Optional<String> password) throws IOException {
        var writer = new ExcelReport(
                Brand.load(TEMPLATES),
                Texts.load(TEMPLATES, "en"),
                new Protection(password, Optional.empty(), Optional.empty()));
        return ReportFiles.write(report, List.of(writer), folder).getFirst();
    }
}
