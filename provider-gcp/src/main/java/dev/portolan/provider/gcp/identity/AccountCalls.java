package dev.portolan.provider.gcp.identity;

import com.google.api.services.iam.v1.Iam;
import com.google.api.services.iam.v1.model.CreateServiceAccountRequest;
import com.google.api.services.iam.v1.model.ListServiceAccountsResponse;
import com.google.api.services.iam.v1.model.PatchServiceAccountRequest;
import com.google.api.services.iam.v1.model.ServiceAccount;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Pages;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Service accounts: one method a call. */
public record AccountCalls(GoogleClients clients, Tally tally, Place place) {
  private static final int PAGE = 100;

  /** All that the project has. */
  List<ServiceAccount> list() throws Exception {
    return Pages.all(
        page -> {
          Iam.Projects.ServiceAccounts.List request =
              accounts()
                  .list("projects/" + place.project())
                  .setPageSize(PAGE)
                  .setPageToken(page.isEmpty() ? null : page);
          return tally.read(request::execute);
        },
        answer -> Objects.requireNonNullElse(answer.getAccounts(), List.of()),
        ListServiceAccountsResponse::getNextPageToken);
  }

  Optional<ServiceAccount> find(String email) throws Exception {
    return tally.read(() -> Found.of(() -> accounts().get(name(email)).execute()));
  }

  /** The same, not counted. */
  Optional<ServiceAccount> glance(String email) throws Exception {
    return tally.glance(() -> Found.of(() -> accounts().get(name(email)).execute()));
  }

  void create(String id, String displayName, String description) throws Exception {
    CreateServiceAccountRequest request =
        new CreateServiceAccountRequest()
            .setAccountId(id)
            .setServiceAccount(
                new ServiceAccount().setDisplayName(displayName).setDescription(description));
    tally.mutation(() -> accounts().create("projects/" + place.project(), request).execute());
  }

  void describe(String email, String displayName, String description) throws Exception {
    PatchServiceAccountRequest request =
        new PatchServiceAccountRequest()
            .setUpdateMask("displayName,description")
            .setServiceAccount(
                new ServiceAccount().setDisplayName(displayName).setDescription(description));
    tally.mutation(() -> accounts().patch(name(email), request).execute());
  }

  void delete(String email) throws Exception {
    tally.mutation(() -> Found.of(() -> accounts().delete(name(email)).execute()));
  }

  private Iam.Projects.ServiceAccounts accounts() throws Exception {
    return clients.iam().projects().serviceAccounts();
  }

  private String name(String email) {
    return "projects/"
        + Address.project(email).orElse(place.project())
        + "/serviceAccounts/"
        + email;
  }
}
