package dev.atrest.readers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.EmailValidator;
import org.apache.commons.validator.routines.IBANValidator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds what is sensitive in a text. What has a check digit, a known format or a readable header must have it right, so that
 * order numbers are not taken for payment cards.
 */
enum SensitiveText {
    EMAIL("email", "[A-Za-z0-9._%+-]{1,64}+@(?:[A-Za-z0-9-]{1,63}+\\.)+[A-Za-z]{2,24}+") {
        @Override
        String soundPart(String candidate) {
            return EmailValidator.getInstance().isValid(candidate) ? candidate : "";
        }
    },
    IBAN("iban", "(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?: ?[A-Za-z0-9]){11,30}+") {
        @Override
        String soundPart(String candidate) {
            String joined = candidate.replace(" ", "").toUpperCase(Locale.ROOT);
            var format = IBANValidator.getInstance().getValidator(joined);
            // Words may follow, which look like groups of an IBAN.
            if (format == null || joined.length() < format.getIbanLength()) {
                return "";
            }
            String iban = joined.substring(0, format.getIbanLength());
            return IBANValidator.getInstance().isValid(iban) ? iban : "";
        }
    },
    PAYMENT_CARD("payment-card", "(?<![A-Za-z0-9-])[0-9](?:[ -]?[0-9]){12,18}+(?![A-Za-z0-9])") {
        @Override
        String soundPart(String candidate) {
            String digits = digits(candidate);
            return CARDS.isValid(digits) ? digits : "";
        }
    },
    AWS_ACCESS_KEY_ID("aws-access-key-id", "(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])") {
        @Override
        String soundPart(String candidate) {
            return candidate;
        }
    },
    JWT("jwt", "eyJ[A-Za-z0-9_-]{5,4096}+\\.[A-Za-z0-9_-]{2,8192}+\\.[A-Za-z0-9_-]*+") {
        @Override
        String soundPart(String candidate) {
            return hasHeader(candidate.substring(0, candidate.indexOf('.'))) ? candidate : "";
        }
    },
    GERMAN_TAX_ID("german-tax-id", "(?<![A-Za-z0-9-])[1-9](?: ?[0-9]){10}(?![A-Za-z0-9])") {
        @Override
        String soundPart(String candidate) {
            String digits = digits(candidate);
            return isTaxId(digits) ? digits : "";
        }
    };

    private static final CreditCardValidator CARDS = new CreditCardValidator(CreditCardValidator.AMEX
            + CreditCardValidator.VISA
            + CreditCardValidator.MASTERCARD
            + CreditCardValidator.DISCOVER
            + CreditCardValidator.DINERS);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_TEXT = 16_384;
    private static final int SHORTEST_SHOWN = 8;

    private final String label;
    private final Pattern candidate;

    SensitiveText(String label, String candidate) {
        this.label = label;
        this.candidate = Pattern.compile(candidate);
    }

    /** @param masked beginning and end of what was found */
    record Found(String detector, String masked) {}

    /** All that is sensitive in a text, masked. KMS allows contexts of 8192 characters; of more the beginning is searched. */
    static List<Found> in(String text) {
        String searched = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        var found = new ArrayList<Found>();
        for (SensitiveText detector : values()) {
            var candidates = detector.candidate.matcher(searched);
            while (candidates.find()) {
                String part = detector.soundPart(candidates.group());
                if (!part.isEmpty()) {
                    found.add(new Found(detector.label, masked(part)));
                }
            }
        }
        return found;
    }

    /** The part of a candidate that is what it looks like; empty when nothing is. */
    abstract String soundPart(String candidate);

    private static String masked(String text) {
        UnaryOperator<String> ends = shown -> shown.substring(0, 2) + "…" + shown.substring(shown.length() - 2);
        return text.length() < SHORTEST_SHOWN ? "…" : ends.apply(text);
    }

    private static String digits(String text) {
        return text.replaceAll("[ -]", "");
    }

    private static boolean hasHeader(String encoded) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(encoded);
            return JSON.readTree(new String(header, StandardCharsets.UTF_8)).has("alg");
        } catch (IllegalArgumentException | JacksonException e) {
            return false;
        }
    }

    /**
     * The German tax identification number: of the first ten digits one occurs twice or three times and all others at most
     * once; the last is a check digit by ISO 7064 MOD 11,10, which commons-validator does not have.
     */
    private static boolean isTaxId(String digits) {
        int[] occurrences = new int[10];
        int product = 10;
        for (char c : digits.substring(0, 10).toCharArray()) {
            int digit = c - '0';
            occurrences[digit]++;
            int sum = (digit + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int repeated = 0;
        for (int count : occurrences) {
            if (count > 3) {
                return false;
            }
            repeated += count > 1 ? 1 : 0;
        }
        return repeated == 1 && (11 - product) % 10 == digits.charAt(10) - '0';
    }
}
