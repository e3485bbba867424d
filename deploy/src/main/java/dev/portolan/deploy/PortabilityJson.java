package dev.portolan.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.portability.Finding;
import java.util.List;

/** Spells what keeps a project from running anywhere. */
final class PortabilityJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PortabilityJson() {}

  static String of(Portability portability) {
    ObjectNode root = JSON.createObjectNode().put("schema", 1).put("goal", "check");
    root.put("exitCode", portability.exitCode().code());
    ArrayNode targets = root.putArray("targets");
    portability.targets().forEach(targets::add);
    ObjectNode scores = root.putObject("scores");
    portability.scores().forEach(scores::put);
    root.put("functions", portability.functions());
    root.put("entryPoints", portability.entryPoints());
    root.put("classes", portability.classes()).put("classesReached", portability.reached());
    ArrayNode findings = root.putArray("findings");
    portability.findings().forEach(each -> findings.add(finding(each)));
    problems(root.putArray("problems"), portability.problems());
    problems(root.putArray("warnings"), portability.warnings());
    return root.toPrettyString();
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode node = JSON.createObjectNode().put("name", finding.name());
    node.put("class", finding.place().className());
    node.put("member", finding.place().member().isEmpty() ? null : finding.place().member());
    node.put("source", finding.place().source().orElse(null));
    if (finding.place().line() > 0) {
      node.put("line", finding.place().line());
    } else {
      node.putNull("line");
    }
    node.put("what", finding.what()).put("hint", finding.hint());
    node.put("note", finding.note());
    node.put("ties", finding.ties().orElse(null));
    ArrayNode providers = node.putArray("providers");
    finding.providers().forEach(providers::add);
    node.put("isolated", finding.isolated().orElse(null));
    return node.put("accepted", finding.accepted().orElse(null));
  }

  private static void problems(ArrayNode array, List<Problem> problems) {
    for (Problem problem : problems) {
      array
          .addObject()
          .put("where", problem.where())
          .put("what", problem.what())
          .put("hint", problem.hint());
    }
  }
}
