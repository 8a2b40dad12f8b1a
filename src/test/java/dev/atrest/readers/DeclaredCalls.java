package dev.atrest.readers;

import java.util.Arrays;
import java.util.List;

/** The calls that the readers declare, for tests of other packages. */
public final class DeclaredCalls {

    private DeclaredCalls() {}

    /** Every operation that is declared, as {@code service:Operation}. */
    public static List<String> operations() {
        return Arrays.stream(AwsCall.values()).map(AwsCall::operation).toList();
    }

    /** The operations that an IAM action is declared to permit. */
    public static List<String> permittedBy(String iamAction) {
        return Arrays.stream(AwsCall.values())
                .filter(call -> call.iamAction().equals(iamAction))
                .map(AwsCall::operation)
                .toList();
    }
}
