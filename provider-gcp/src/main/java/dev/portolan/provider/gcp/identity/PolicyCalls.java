package dev.portolan.provider.gcp.identity;

import com.google.api.services.cloudresourcemanager.v3.model.GetIamPolicyRequest;
import com.google.api.services.cloudresourcemanager.v3.model.GetPolicyOptions;
import com.google.api.services.cloudresourcemanager.v3.model.Policy;
import com.google.api.services.cloudresourcemanager.v3.model.SetIamPolicyRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Pages;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The policies of a project and of its secrets: one method a call. */
public record PolicyCalls(GoogleClients clients, Tally tally, Place place) {
  ProjectPolicy ofProject() throws Exception {
    GetIamPolicyRequest request =
        new GetIamPolicyRequest()
            .setOptions(new GetPolicyOptions().setRequestedPolicyVersion(ProjectPolicy.VERSION));
    Policy policy =
        tally.read(
            () ->
                clients
                    .projects()
                    .projects()
                    .getIamPolicy("projects/" + place.project(), request)
                    .execute());
    return new ProjectPolicy(policy);
  }

  /** The roles that an account has in the project, without condition. */
  public SortedSet<String> rolesInProject(String email) throws Exception {
    return ofProject().roles(email);
  }

  /**
   * Writes it, if it is still the one that was read: its etag goes along. "If you don't include an
   * update mask, {@code bindings, etag}" is the mask.
   */
  void setOfProject(Policy policy) throws Exception {
    SetIamPolicyRequest request = new SetIamPolicyRequest().setPolicy(policy);
    tally.mutation(
        () ->
            clients
                .projects()
                .projects()
                .setIamPolicy("projects/" + place.project(), request)
                .execute());
  }

  /** The names, in full, of all secrets of the project. */
  List<String> secrets() throws Exception {
    ListSecretsRequest.Builder request =
        ListSecretsRequest.newBuilder().setParent("projects/" + place.project());
    return Pages.all(
            page -> {
              ListSecretsRequest next = request.setPageToken(page).build();
              return tally.read(() -> clients.secrets().listSecretsCallable().call(next));
            },
            ListSecretsResponse::getSecretsList,
            ListSecretsResponse::getNextPageToken)
        .stream()
        .map(each -> "projects/" + place.project() + "/secrets/" + Place.last(each.getName()))
        .toList();
  }

  /** A secret's policy; empty if there is no such secret. */
  Optional<com.google.iam.v1.Policy> ofSecret(String secret) throws Exception {
    com.google.iam.v1.GetIamPolicyRequest request =
        com.google.iam.v1.GetIamPolicyRequest.newBuilder()
            .setResource(secret)
            .setOptions(
                com.google.iam.v1.GetPolicyOptions.newBuilder()
                    .setRequestedPolicyVersion(ProjectPolicy.VERSION))
            .build();
    return tally.read(() -> Found.of(() -> clients.secrets().getIamPolicyCallable().call(request)));
  }

  void setOfSecret(String secret, com.google.iam.v1.Policy policy) throws Exception {
    com.google.iam.v1.SetIamPolicyRequest request =
        com.google.iam.v1.SetIamPolicyRequest.newBuilder()
            .setResource(secret)
            .setPolicy(policy)
            .build();
    tally.mutation(() -> clients.secrets().setIamPolicyCallable().call(request));
  }
}
