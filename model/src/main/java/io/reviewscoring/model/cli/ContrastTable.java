package io.reviewscoring.model.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reviewscoring.model.evaluation.Contrasts;
import java.io.PrintWriter;
import java.util.List;

/** What a model makes of sentences that differ little, for people and for programs. */
final class ContrastTable {
  private static final List<String> SAID = List.of("wrong", "uncertain", "right");

  private ContrastTable() {}

  static void print(String model, List<Contrasts.Answers> groups, PrintWriter out) {
    out.printf("model     %s%n", model);
    for (Contrasts.Answers group : groups) {
      out.printf("%n%s%n", group.name());
      for (Contrasts.Answer answer : group.answers()) {
        out.printf(
            "  %-9s  %.4f  %s  %s%n",
            SAID.get(answer.right() + 1),
            answer.score(),
            answer.sentence().positive() ? "+" : "-",
            answer.sentence().text());
      }
    }
    out.printf("%n%-48s%9s%11s%9s%n", "", "right", "uncertain", "wrong");
    groups.forEach(group -> line(group.name(), List.of(group), out));
    line("all", groups, out);
  }

  private static void line(String name, List<Contrasts.Answers> groups, PrintWriter out) {
    out.printf("%-48s%,9d%,11d%,9d%n", name, count(groups, 1), count(groups, 0), count(groups, -1));
  }

  private static long count(List<Contrasts.Answers> groups, int right) {
    return groups.stream().mapToLong(group -> group.count(right)).sum();
  }

  static ObjectNode json(String model, List<Contrasts.Answers> groups) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("modelVersion", model);
    ArrayNode array = node.putArray("contrasts");
    for (Contrasts.Answers group : groups) {
      ObjectNode each = array.addObject();
      each.put("group", group.name());
      each.put("right", group.count(1));
      each.put("uncertain", group.count(0));
      each.put("wrong", group.count(-1));
      ArrayNode sentences = each.putArray("sentences");
      for (Contrasts.Answer answer : group.answers()) {
        sentences
            .addObject()
            .put("text", answer.sentence().text())
            .put("positive", answer.sentence().positive())
            .put("score", answer.score())
            .put("answer", SAID.get(answer.right() + 1));
      }
    }
    return node;
  }
}
