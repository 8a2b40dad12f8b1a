package dev.atrest.readers;

import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamPolicyWriter;

/** The least privileges that an assessment needs, as IAM policy documents made from the calls that the readers declare. */
public final class ReadOnlyPolicy {

    private ReadOnlyPolicy() {}

    /** For the role that is assumed in each account. */
    public static String json() {
        return document("ReadEncryptionAtRest", AwsCall.CalledBy.ACCOUNT_ROLE);
    }

    /** For whoever runs the assessment: finds the accounts and assumes the role in each. */
    public static String callerJson() {
        return document("FindAccounts", AwsCall.CalledBy.CALLER);
    }

    private static String document(String sid, AwsCall.CalledBy calledBy) {
        List<String> actions = Arrays.stream(AwsCall.values())
                .filter(call -> call.calledBy() == calledBy)
                .map(AwsCall::iamAction)
                .filter(action -> !action.equals(AwsCall.NONE))
                .distinct()
                .sorted()
                .toList();
        var policy = IamPolicy.builder()
                .addStatement(statement -> statement
                        .sid(sid)
                        .effect(IamEffect.ALLOW)
                        .actionIds(actions)
                        .addResource("*"))
                .build();
        return policy.toJson(IamPolicyWriter.builder().prettyPrint(true).build()) + "\n";
    }
}
