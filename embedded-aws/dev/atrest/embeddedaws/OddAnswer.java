package dev.atrest.embeddedaws;

import dev.atrest.embeddedaws.services.Call;
import dev.atrest.embeddedaws.services.PageSize;
import dev.atrest.embeddedaws.wire.Incoming;
import dev.atrest.embeddedaws.wire.PageToken;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** Answers that page in other ways than the services document. */
final class OddAnswer {

    private OddAnswer() {}

    /** The operation's answer, or what faults make of it. */
    static SdkPojo of(Incoming<Call> incoming, Call call, List<Fault> hits) {
        Supplier<SdkPojo> answer = () -> incoming.handle(call);
        for (Fault fault : hits) {
            answer = odd(fault, answer, incoming, call);
        }
        return answer.get();
    }

    private static Supplier<SdkPojo> odd(Fault fault, Supplier<SdkPojo> answer, Incoming<Call> incoming, Call call) {
        return switch (fault.fault()) {
            // What the service says to a token that is none of its own.
            case TOKEN_STALE -> () -> incoming.withPageToken("stale").handle(call);
            case TOKEN_REPEATED -> () -> repeated(incoming.pageToken(), answer.get());
            case TOKEN_BLANK -> () -> blank(answer.get());
            case PAGE_SIZE -> () -> PageSize.ignored(fault.items(), answer);
            default -> answer;
        };
    }

    private static SdkPojo repeated(Optional<String> asked, SdkPojo answer) {
        return asked.map(token -> PageToken.set(answer, token)).orElse(answer);
    }

    private static SdkPojo blank(SdkPojo answer) {
        return PageToken.of(answer).isEmpty() ? PageToken.set(answer, "") : answer;
    }
}
