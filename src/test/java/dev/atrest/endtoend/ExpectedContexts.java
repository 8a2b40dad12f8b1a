package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the encryption contexts that CloudTrail recorded of a region give something away. */
final class ExpectedContexts {

    private static final int SETTING_CONTEXT_DAYS = 7;
    private static final Pattern AGO = Pattern.compile("-(\\d+)([dhm])");
    private static final Map<String, Integer> MINUTES = Map.of("d", 24 * 60, "h", 60, "m", 1);

    private final EstateYaml estate;

    ExpectedContexts(EstateYaml estate) {
        this.estate = estate;
    }

    void judge(String account, String region, ExpectedFindings findings) {
        boolean clean = estate.regional(account, region, "events").stream()
                .filter(event -> event.text("source", "kms.amazonaws.com").equals("kms.amazonaws.com"))
                .filter(ExpectedContexts::isRecent)
                .flatMap(
                        event -> event
                                .node()
                                .path("record")
                                .path("requestParameters")
                                .path("encryptionContext")
                                .properties()
                                .stream())
                .noneMatch(pair -> isSensitive(pair.getKey())
                        || isSensitive(pair.getValue().asString()));
        boolean unread = estate.denied(account, region, "cloudtrail:LookupEvents");
        findings.expect(
                "kms-encryption-context-not-sensitive",
                Arns.regionSettings(account, region),
                unread ? Truth.UNKNOWN : Truth.of(clean));
    }

    private static boolean isRecent(Entry event) {
        Matcher ago = AGO.matcher(event.text("time", ""));
        if (!ago.matches()) {
            throw PolicyReading.unknown(event);
        }
        return Integer.parseInt(ago.group(1)) * MINUTES.get(ago.group(2)) < SETTING_CONTEXT_DAYS * MINUTES.get("d");
    }

    static boolean isSensitive(String text) {
        String compact = text.replace(" ", "");
        return text.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+")
                || text.matches("A(KIA|SIA)[A-Z0-9]{16}")
                || text.matches("eyJ[\\w-]+\\.eyJ[\\w-]+\\.[\\w-]+")
                || compact.matches("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}") && isIban(compact)
                || compact.matches("\\d{13,19}") && isCard(compact)
                || compact.matches("[1-9]\\d{10}") && isTaxId(compact);
    }

    /** ISO 13616: the country and the check digits moved to the end, letters as two digits, leave 1 when divided by 97. */
    private static boolean isIban(String iban) {
        var digits = new StringBuilder();
        (iban.substring(4) + iban.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
    }

    /** Luhn: every second digit from the right doubled, cross sum, divisible by ten. */
    private static boolean isCard(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed / 10 + weighed % 10;
        }
        return sum % 10 == 0;
    }

    /** ISO 7064, MOD 11,10. */
    private static boolean isTaxId(String number) {
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int sum = (number.charAt(i) - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10 == number.charAt(10) - '0';
    }
}
