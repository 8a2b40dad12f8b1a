package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;

import dev.atrest.model.AccountSettings;
import dev.atrest.model.PublicAccessBlock;
import java.util.Optional;

/** The settings of the account as a whole. */
final class AccountSettingsReader implements SettingsReader {

    private final AccountContext account;

    AccountSettingsReader(AccountContext account) {
        this.account = account;
    }

    @Override
    public AwsCall listingCall() {
        return GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        String accountId = account.account().id();
        var s3Control = account.clients().s3Control(region);
        var facts = new AccountSettings(GET_ACCOUNT_PUBLIC_ACCESS_BLOCK.fact(
                () -> s3Control.getPublicAccessBlock(request -> request.accountId(accountId)),
                answer -> PublicAccessBlocks.of(GET_ACCOUNT_PUBLIC_ACCESS_BLOCK.required(
                        answer.publicAccessBlockConfiguration(), "PublicAccessBlockConfiguration")),
                PublicAccessBlocks.ABSENT_CODE,
                PublicAccessBlock.NONE));
        String arn = account.arn("account", "", accountId, "settings");
        return Optional.of(new Described(arn, "", account.account().name(), facts));
    }
}
