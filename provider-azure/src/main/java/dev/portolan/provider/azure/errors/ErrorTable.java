package dev.portolan.provider.azure.errors;

import java.util.List;
import java.util.stream.Stream;

/**
 * What Azure answers when it does not do as asked. The first row that matches holds: what a code or
 * the words name comes before what the status alone says; the last matches everything.
 */
final class ErrorTable {
  static final String ISSUES = "https://github.com/";
  static final String LEARN = "https://learn.microsoft.com/";
  static final String ARM =
      LEARN + "azure/azure-resource-manager/troubleshooting/common-deployment-errors";
  static final String RBAC = LEARN + "azure/role-based-access-control/troubleshooting";
  static final String STORAGE = LEARN + "rest/api/storagerp/srp_error_codes_common";
  static final String BLOBS = LEARN + "rest/api/storageservices/blob-service-error-codes";
  static final String COMMON = LEARN + "rest/api/storageservices/common-rest-api-error-codes";
  static final String BUS =
      LEARN + "azure/service-bus-messaging/service-bus-resource-manager-exceptions";
  static final String AGAIN = "run the same command again: it goes on where this stopped";

  static final List<ErrorRow> ROWS =
      Stream.of(RefusalRows.ROWS, SettlingRows.ROWS, LoginRows.ROWS, StatusRows.ROWS)
          .flatMap(List::stream)
          .toList();

  private ErrorTable() {}
}
