package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;
import dev.portolan.sandbox.azure.wire.ArmRefusal;

/** What Microsoft.Web refuses, in a shape of its own with capital letters. */
public enum WebError implements ArmErrorShape {
  // serverless-azure-functions#125; its shape in azure-cli#1007
  SITE_TAKEN(409, "Conflict", 54001, "Website with given name %s already exists.", Fidelity.ISSUE),
  SITE_NAME(
      400,
      "BadRequest",
      51021,
      "The parameter name has an invalid value: %s. It must be 2 to 60 letters, digits and hyphens,"
          + " and must not begin or end with a hyphen.",
      Fidelity.ASSUMED),
  NO_PLAN(404, "NotFound", 51004, "Cannot find ServerFarm with name %s.", Fidelity.ISSUE),
  // terraform-azurerm-avm-res-web-site#195, azure-functions-flex-consumption-samples#7
  NO_CONFIG(
      400,
      "BadRequest",
      51021,
      "Site.FunctionAppConfig is invalid.  The FunctionAppConfig section was not specified in the"
          + " request, which is required for Flex Consumption sites. To proceed, please add the"
          + " FunctionAppConfig section in your request.",
      Fidelity.ISSUE),
  CONFIG(400, "BadRequest", 51021, "Site.FunctionAppConfig.%s is invalid.  %s", Fidelity.ISSUE),
  // azure-cli#31414
  SETTING(
      400,
      "BadRequest",
      51021,
      "The following app setting (%s) for Flex Consumption sites is invalid.  Please remove or"
          + " rename it before retrying.",
      Fidelity.ISSUE),
  SETTINGS(
      400,
      "BadRequest",
      51021,
      "The following list of %s app settings (%s) for Flex Consumption sites is invalid.  Please"
          + " remove or rename them before retrying.",
      Fidelity.ISSUE),
  PROPERTY(
      400,
      "BadRequest",
      51021,
      "The following site configuration property (%s) for Flex Consumption sites is invalid. "
          + " Please remove or rename it before retrying.",
      Fidelity.ISSUE),
  PROPERTIES(
      400,
      "BadRequest",
      51021,
      "The following list of %s site configuration properties (%s) for Flex Consumption sites is"
          + " invalid. Please remove or rename them before retrying.",
      Fidelity.ISSUE),
  // https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan#considerations
  ONE_APP(
      409,
      "Conflict",
      0,
      "Cannot create site '%s' on plan '%s': a Flex Consumption plan holds one app, and '%s' is on"
          + " it.",
      Fidelity.ASSUMED),
  // azure-cli#29370
  NO_FLEX(
      400,
      "BadRequest",
      59201,
      "Requested features are not supported in region. Please try another region.",
      Fidelity.ISSUE),
  LINUX_ONLY(
      400,
      "BadRequest",
      0,
      "The Flex Consumption SKU is for Linux only: properties.reserved must be true.",
      Fidelity.ASSUMED),
  ONLY_FLEX(
      400,
      "BadRequest",
      0,
      "the sandbox has only function apps of Flex Consumption: %s",
      Fidelity.ASSUMED),
  OTHER_REGION(
      400,
      "BadRequest",
      0,
      "The location of the site '%s' differs from that of its plan '%s'.",
      Fidelity.ASSUMED),
  PLAN_IN_USE(
      409,
      "Conflict",
      11032,
      "Server farm '%s' cannot be deleted because it has web app(s) %s assigned to it.",
      Fidelity.ISSUE),
  // quoted in terraform-provider-azurerm#17063
  BUSY(
      409,
      "Conflict",
      59203,
      "Cannot modify this site because another operation is in progress. Details: Id: %s,"
          + " OperationName: Update, EntityType: 1",
      Fidelity.ISSUE),
  // azure-functions-host#2015, core-tools#3008
  NO_HOST(
      400,
      "BadRequest",
      0,
      "Encountered an error (ServiceUnavailable) from host runtime.",
      Fidelity.ISSUE);

  private final Wording wording;
  private final int extended;

  WebError(int status, String code, int extended, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
    this.extended = extended;
  }

  @Override
  public Wording wording() {
    return wording;
  }

  @Override
  public ArmRefusal refusal(Object... arguments) {
    ArmRefusal plain = ArmErrorShape.super.refusal(arguments);
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("Code", code()).put("Message", plain.getMessage()).putNull("Target");
    ArrayNode details = root.putArray("Details");
    details.addObject().put("Message", plain.getMessage());
    details.addObject().put("Code", code());
    ObjectNode entity = details.addObject().putObject("ErrorEntity");
    if (extended != 0) {
      entity.put("ExtendedCode", String.valueOf(extended)).put("MessageTemplate", template());
      ArrayNode parameters = entity.putArray("Parameters");
      for (Object argument : arguments) {
        parameters.add(String.valueOf(argument));
      }
    }
    entity.put("Code", code()).put("Message", plain.getMessage());
    root.putNull("Innererror");
    return plain.as(root);
  }

  private String template() {
    String template = message();
    for (int i = 0; template.contains("%s"); i++) {
      template = template.replaceFirst("%s", "{" + i + "}");
    }
    return template;
  }
}
