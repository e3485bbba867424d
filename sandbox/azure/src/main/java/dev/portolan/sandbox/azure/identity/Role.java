package dev.portolan.sandbox.azure.identity;

import dev.portolan.sandbox.azure.wire.ArmId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Roles that Azure has built in.
 *
 * <p>https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
public enum Role {
  OWNER("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner"),
  CONTRIBUTOR("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor"),
  READER("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader"),
  USER_ACCESS_ADMINISTRATOR("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator"),
  STORAGE_BLOB_DATA_OWNER("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner"),
  STORAGE_BLOB_DATA_CONTRIBUTOR(
      "ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor"),
  STORAGE_BLOB_DATA_READER("2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", "Storage Blob Data Reader"),
  STORAGE_QUEUE_DATA_CONTRIBUTOR(
      "974c5e8b-45b9-4653-ba55-5f855dd0fb88", "Storage Queue Data Contributor"),
  STORAGE_TABLE_DATA_CONTRIBUTOR(
      "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor"),
  STORAGE_ACCOUNT_CONTRIBUTOR(
      "17d1049b-9a84-46fb-8f53-869881c3d3ab", "Storage Account Contributor"),
  KEY_VAULT_SECRETS_USER("4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"),
  SERVICE_BUS_DATA_RECEIVER(
      "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0", "Azure Service Bus Data Receiver"),
  SERVICE_BUS_DATA_SENDER("69a216fc-b8fb-44d8-bc22-1f3c2cd27a39", "Azure Service Bus Data Sender"),
  SERVICE_BUS_DATA_OWNER("090c5cfd-751d-490a-894a-3ce6f1109419", "Azure Service Bus Data Owner"),
  MONITORING_METRICS_PUBLISHER(
      "3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher");

  private final String guid;
  private final String title;

  Role(String guid, String title) {
    this.guid = guid;
    this.title = title;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  public String id() {
    return ArmId.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + guid;
  }

  /** The one of this id, in whichever scope the id names it. */
  static Optional<Role> of(String id) {
    return Stream.of(values()).filter(role -> role.guid.equals(ArmId.name(id))).findFirst();
  }
}
