package dev.atrest.embeddedaws.wire;

import java.math.BigDecimal;
import java.util.Base64;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Single values as text: in form parameters, XML elements, URLs and headers. */
final class Texts {

    private Texts() {}

    static Object read(String text, Shape.Member member, Format defaultTime) {
        try {
            return switch (member.type()) {
                case STRING -> text;
                case BOOLEAN -> Boolean.valueOf(text);
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case BYTE -> Byte.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BIG_DECIMAL -> new BigDecimal(text);
                case INSTANT -> Timestamps.read(text, member.timestamp() == null ? defaultTime : member.timestamp());
                case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
                default -> throw new IllegalArgumentException(member.name() + " is not a single value");
            };
        } catch (NumberFormatException | java.time.DateTimeException e) {
            throw new AwsError("MalformedInput", "'%s' is no value for %s".formatted(text, member.name()), 400);
        }
    }

    static String write(Object value, Shape.Member member, Format defaultTime) {
        return switch (value) {
            case java.time.Instant time ->
                Timestamps.write(time, member.timestamp() == null ? defaultTime : member.timestamp());
            case SdkBytes bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
            default -> value.toString();
        };
    }
}
