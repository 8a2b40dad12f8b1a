package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Account;
import dev.atrest.model.FactSheet;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which organisation an account belongs to, and which accounts belong to it. */
class OrganizationReadTest {

    private static final String MANAGEMENT = "111111111111";
    private static final String ACCOUNTS = "organizationAccounts";
    private static final List<String> ALL = List.of(MANAGEMENT, EmbeddedReading.SHOP);

    @Test
    void theAccountsAreToldOnceByTheCallersOwnAccount() {
        try (var estate = EmbeddedReading.ofShop("")) {
            assertThat(settings(estate, everything(), MANAGEMENT).values()).containsEntry(ACCOUNTS, ALL);

            FactSheet member = settings(estate, everything(), EmbeddedReading.SHOP);
            assertThat(organization(member)).containsEntry("id", "o-atrest0001");
            assertThat(member.unread())
                    .containsExactly(
                            Map.entry(ACCOUNTS, new Unread("organizations:ListAccounts", Unread.NOT_REQUESTED)));
        }
    }

    @Test
    void anAccountThatIsAskedForByIdTellsTheAccountsToo() {
        try (var estate = EmbeddedReading.ofShop("")) {
            var shopAlone =
                    new Scope(Set.of(EmbeddedReading.SHOP), Set.of(), Set.of(ResourceType.ACCOUNT_SETTINGS), true);

            assertThat(settings(estate, shopAlone, EmbeddedReading.SHOP).values())
                    .containsEntry(ACCOUNTS, ALL);
        }
    }

    @Test
    void whereTheAccountsMayNotBeListedTheOrganisationIsKnownAllTheSame() {
        try (var estate = EmbeddedReading.ofShop("")) {
            estate.aws().faults().add(Fault.deny("organizations:ListAccounts"));

            FactSheet facts = settings(estate, everything(), MANAGEMENT);

            assertThat(facts.unread())
                    .containsExactly(
                            Map.entry(ACCOUNTS, new Unread("organizations:ListAccounts", "AccessDeniedException")));
            assertThat(organization(facts)).containsEntry("id", "o-atrest0001");
        }
    }

    @Test
    void anOrganisationThatMayNotBeAskedForIsUnread() {
        try (var estate = EmbeddedReading.ofShop("")) {
            estate.aws().faults().add(Fault.deny("organizations:DescribeOrganization"));

            assertThat(settings(estate, everything(), EmbeddedReading.SHOP).unread())
                    .contains(Map.entry(
                            "organization", new Unread("organizations:DescribeOrganization", "AccessDeniedException")));
        }
    }

    private static Scope everything() {
        return EmbeddedReading.only(ResourceType.ACCOUNT_SETTINGS);
    }

    private static FactSheet settings(EmbeddedReading estate, Scope scope, String account) {
        try (var session = estate.session(scope);
                var reader = session.open(new Account(account, account, "ACTIVE", ""))) {
            return Reading.everything(reader).getFirst().facts();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> organization(FactSheet facts) {
        return (Map<String, Object>) facts.values().get("organization");
    }
}
