package io.reviewscoring.model.evaluation;

import io.reviewscoring.model.bundle.Label;
import io.reviewscoring.model.scoring.ScoringModel;
import io.reviewscoring.model.scoring.TextScore;
import io.reviewscoring.model.scoring.TextScorer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Sentences that people try a model with first, in pairs that differ in little but their side:
 * negation, "but", comparisons, emoji and the like. They come with the project; nothing is learnt
 * from or chosen by them.
 *
 * @param groups those of one kind together
 */
public record Contrasts(List<Group> groups) {
  private static final String RESOURCE = "contrasts.txt";

  /**
   * Sentences of one kind.
   *
   * @param sentences positive where people mean it so
   */
  public record Group(String name, List<LabelledReview> sentences) {
    public Group {
      sentences = List.copyOf(sentences);
    }
  }

  /** A sentence with what a model makes of it. */
  public record Answer(LabelledReview sentence, float score, Label label) {

    /** 1 on the side that people mean, -1 on the other, 0 uncertain. */
    public int right() {
      if (label == Label.UNCERTAIN) {
        return 0;
      }
      return sentence.positive() == (label == Label.POSITIVE) ? 1 : -1;
    }
  }

  /** A group with what a model makes of it. */
  public record Answers(String name, List<Answer> answers) {
    public Answers {
      answers = List.copyOf(answers);
    }

    /** How many answers are right (1), wrong (-1) or uncertain (0). */
    public long count(int right) {
      return answers.stream().filter(answer -> answer.right() == right).count();
    }
  }

  public Contrasts {
    groups = List.copyOf(groups);
  }

  /** Those that come with the project. */
  public static Contrasts shipped() {
    InputStream in = Objects.requireNonNull(Contrasts.class.getResourceAsStream(RESOURCE));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return of(reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code # name} begins a group, {@code + text} and {@code - text} are its sentences. */
  static Contrasts of(List<String> lines) {
    List<Group> groups = new ArrayList<>();
    String name = "";
    List<LabelledReview> sentences = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("# ")) {
        name = line.substring(2);
      } else if (!line.isBlank()) {
        String id = name + ", " + (sentences.size() + 1);
        sentences.add(new LabelledReview(id, line.substring(2), line.startsWith("+")));
      } else {
        groups.add(new Group(name, sentences));
        sentences = new ArrayList<>();
      }
    }
    groups.add(new Group(name, sentences));
    return new Contrasts(groups);
  }

  /** What a model makes of them, group by group. */
  public List<Answers> by(ScoringModel model) {
    TextScorer scorer = model.newTextScorer();
    return groups.stream()
        .map(
            group ->
                new Answers(
                    group.name(),
                    group.sentences().stream().map(sentence -> answer(sentence, scorer)).toList()))
        .toList();
  }

  private static Answer answer(LabelledReview sentence, TextScorer scorer) {
    TextScore score = scorer.score(sentence.text());
    return new Answer(sentence, score.score(), score.label());
  }
}
