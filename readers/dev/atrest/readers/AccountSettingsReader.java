package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_ORGANIZATION;
import static dev.atrest.readers.AwsCall.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;

import dev.atrest.model.AccountSettings;
import dev.atrest.model.OrganizationMembership;
import dev.atrest.model.PublicAccessBlock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Organization;

/** The settings of the account as a whole. */
final class AccountSettingsReader implements SettingsReader {

    /** The account stands alone. */
    static final String NO_ORGANIZATION = "AWSOrganizationsNotInUseException";

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
        var organizations = account.clients().organizations(region);
        var publicAccessBlock = calls.start(() -> GET_ACCOUNT_PUBLIC_ACCESS_BLOCK.fact(
                () -> s3Control.getPublicAccessBlock(request -> request.accountId(accountId)),
                answer -> PublicAccessBlocks.of(GET_ACCOUNT_PUBLIC_ACCESS_BLOCK.required(
                        answer.publicAccessBlockConfiguration(), "PublicAccessBlockConfiguration")),
                PublicAccessBlocks.ABSENT_CODE,
                PublicAccessBlock.NONE));
        // Every member may ask for its own organisation.
        var organization = calls.start(() -> DESCRIBE_ORGANIZATION.fact(
                () -> organizations.describeOrganization(_ -> {}),
                answer -> membership(answer.organization()),
                NO_ORGANIZATION,
                OrganizationMembership.NONE));
        String arn = account.arn("account", "", accountId, "settings");
        return Optional.of(new Described(
                arn,
                "",
                account.account().name(),
                new AccountSettings(
                        publicAccessBlock.get(),
                        organization.get(),
                        account.organizationAccounts().get())));
    }

    private OrganizationMembership membership(@Nullable Organization organization) {
        var known = DESCRIBE_ORGANIZATION.required(organization, "Organization");
        return new OrganizationMembership(
                DESCRIBE_ORGANIZATION.required(known.id(), "Id"), AccountContext.text(known.masterAccountId()));
    }
}
