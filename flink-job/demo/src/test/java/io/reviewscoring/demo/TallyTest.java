package io.reviewscoring.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class TallyTest {
  private final Tally tally = new Tally();

  @Test
  void whatIsNeitherEventNorBrokenWasSentAgainOrDeleted() throws Exception {
    tally.event(json("{'label':'POSITIVE','modelVersion':'m1'}"));
    tally.event(json("{'label':'NEGATIVE','modelVersion':'m2'}"));
    tally.event(json("{'label':'UNCERTAIN','modelVersion':'m2'}"));
    tally.deadLetter(json("{'reason':'not-json'}"));
    // Late reviews were scored as well, and are no answer of their own.
    tally.deadLetter(json("{'reason':'late'}"));
    tally.aggregate(json("{'final':true,'count':1}"));
    tally.aggregate(json("{'final':false,'count':7}"));
    assertThat(tally.answered()).isEqualTo(4);
    assertThat(tally.summary(6))
        .contains("events          3  (NEGATIVE 1, POSITIVE 1, UNCERTAIN 1)")
        .contains("uncertain       1  (too near to 0.5, for their length, ")
        .contains("by model        m1 1, m2 2")
        .contains("dead letters    late 1, not-json 1")
        .contains("without event   2 ")
        .contains("final windows   1, with 1 reviews");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
