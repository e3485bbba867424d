package dev.portolan.sandbox.aws.dynamodb;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What DynamoDB refuses. ISSUE: as people quote it who called the real service; those of streams
 * from the notes of a laboratory that did so on purpose (ack-api-quirks, DDB-TABLE-050).
 */
public enum DynamoDbError implements AwsErrorShape {
  INVALID(400, "ValidationException", "%s", Fidelity.DOC),
  NO_TABLE(
      400,
      "ResourceNotFoundException",
      "Requested resource not found: Table: %s not found",
      Fidelity.ISSUE),
  NO_TABLE_OF_ITEM(
      400, "ResourceNotFoundException", "Requested resource not found", Fidelity.ISSUE),
  TABLE_EXISTS(400, "ResourceInUseException", "Table already exists: %s", Fidelity.ISSUE),
  STREAM_EXISTS(
      400,
      "ValidationException",
      "Table already has an enabled stream: TableName: %s",
      Fidelity.ISSUE),
  NO_STREAM(
      400, "ValidationException", "Table has no stream to disable: TableName: %s", Fidelity.ISSUE),
  VIEW(
      400,
      "ValidationException",
      "One or more parameter values were invalid: If stream is being enabled then UpdateViewType is"
          + " required",
      Fidelity.ISSUE),
  VIEW_OFF(
      400,
      "ValidationException",
      "One or more parameter values were invalid: If stream is being disabled, then UpdateViewType"
          + " must not be specified",
      Fidelity.ISSUE),
  NO_KEY(
      400,
      "ValidationException",
      "One or more parameter values were invalid: Missing the key %s in the item",
      Fidelity.ISSUE),
  KEY(
      400,
      "ValidationException",
      "The provided key element does not match the schema",
      Fidelity.ISSUE),
  KEY_DEFINITION(
      400,
      "ValidationException",
      "One or more parameter values were invalid: Some index key attributes are not defined in"
          + " AttributeDefinitions",
      Fidelity.ISSUE),
  DEFINITIONS(
      400,
      "ValidationException",
      "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly"
          + " match number of attributes defined in AttributeDefinitions",
      Fidelity.ISSUE),
  THROUGHPUT(
      400,
      "ValidationException",
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both"
          + " be specified when BillingMode is PROVISIONED",
      Fidelity.ISSUE),
  EXPRESSION_HERE(
      400,
      "ValidationException",
      "Invalid UpdateExpression: the sandbox reads SET name = :value and REMOVE name only, not %s",
      Fidelity.ASSUMED),
  NOTHING(
      400,
      "ValidationException",
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
          + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
      Fidelity.ISSUE),
  BUSY(
      400,
      "ResourceInUseException",
      "Attempt to change a resource which is still in use: Table is being %s",
      Fidelity.ISSUE),
  THROTTLED(
      400, "ThrottlingException", "Rate of requests exceeds the allowed throughput.", Fidelity.DOC),
  FAILED(500, "InternalServerError", "The request could not be processed.", Fidelity.DOC);

  private final Wording wording;

  DynamoDbError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
