package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveTextTest {

    private static final String TOKEN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            erika.mustermann@example.com            | email             | er…om
            mailto:Max <max@example.org>            | email             | ma…rg
            DE89370400440532013000                  | iban              | DE…00
            DE89 3704 0044 0532 0130 00             | iban              | DE…00
            konto de89 3704 0044 0532 0130 00 giro  | iban              | DE…00
            GB82 WEST 1234 5698 7654 32             | iban              | GB…32
            4111111111111111                        | payment-card      | 41…11
            4111-1111-1111-1111                     | payment-card      | 41…11
            card 5555 5555 5555 4444.               | payment-card      | 55…44
            378282246310005                         | payment-card      | 37…05
            AKIAIOSFODNN7EXAMPLE                    | aws-access-key-id | AK…LE
            key=ASIAIOSFODNN7EXAMPLE;               | aws-access-key-id | AS…LE
            86095742719                             | german-tax-id     | 86…19
            86 095 742 719                          | german-tax-id     | 86…19
            """)
    void findsAndMasks(String text, String detector, String masked) {
        assertThat(SensitiveText.in(text)).containsExactly(new SensitiveText.Found(detector, masked));
    }

    @Test
    void findsATokenByItsHeader() {
        assertThat(SensitiveText.in("Bearer " + TOKEN)).containsExactly(new SensitiveText.Found("jwt", "ey…Jl"));
    }

    @Test
    void findsAllOfThem() {
        assertThat(SensitiveText.in("a.b@example.com, 86095742719, c.d@example.com"))
                .extracting(SensitiveText.Found::detector)
                .containsExactly("email", "email", "german-tax-id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rechnung",
                "nobody@localhost",
                "@example.com",
                // right form, wrong check digits
                "DE00370400440532013000",
                "DE88 3704 0044 0532 0130 00",
                "ZZ89370400440532013000",
                "4111111111111112",
                "86095742710",
                // right check digit, but every digit occurs once, or one occurs four times
                "01234567896",
                // part of a longer number or name
                "94111111111111111234567",
                "XAKIAIOSFODNN7EXAMPLE",
                "AKIAIOSFODNN7EXAMPLES",
                "860957427190",
                "eyJub3RhbGciOnRydWV9.eyJzdWIiOiIxIn0.x",
                "eyJicm9rZW4.abc.def",
                "1234567890123456",
                "07b117ec-8e5d-4443-90f7-ca1eb9608734",
                "arn:aws:s3:::muehlental-webshop-bestellungen",
                "arn:aws:kms:eu-central-1:426193857204:key/07b117ec-8e5d-4443-90f7-ca1eb9608734",
            })
    void ordinaryTextIsNotSensitive(String text) {
        assertThat(SensitiveText.in(text)).isEmpty();
    }

    @Test
    void aTextMadeToKeepTheSearchBusyIsSearchedAllTheSame() {
        String hostile = "a".repeat(5_000) + "@" + "a-".repeat(2_000) + "." + "1 ".repeat(4_000) + "eyJ".repeat(1_000);
        assertThat(SensitiveText.in(hostile)).isEmpty();
    }

    @Test
    void shortFindsAreMaskedAltogether() {
        assertThat(SensitiveText.in("a@b.de")).containsExactly(new SensitiveText.Found("email", "…"));
    }
}
