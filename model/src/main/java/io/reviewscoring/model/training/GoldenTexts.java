package io.reviewscoring.model.training;

import java.util.List;

/** The texts whose scores go with every bundle, short and long ones. */
final class GoldenTexts {

  private GoldenTexts() {}

  static List<String> all() {
    return List.of(
        "",
        "Great!",
        "zzqx qqwv xxyzzy",
        "movie is great",
        "Acting was good; direction was horrible",
        "I laughed twice, once at the poster. The rest is a slow and pointless evening that even"
            + " the actors seem to regret.",
        "A warm, clever and beautifully shot film. The two leads are wonderful together and the"
            + " ending moved me to tears - one of the best of the year.",
        "<br /><br />It's not *that* bad, it isn't that good either: 5/10.",
        "movie was great ".repeat(200),
        "the plot makes no sense and the jokes fall flat ".repeat(60));
  }
}
