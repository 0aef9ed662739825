package io.reviewscoring.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Sample> samples = Samples.read();

  @Test
  void thereAreTwoHundredDifferentReviewsOfEightProducts() {
    List<Sample> reviews = samples.stream().filter(sample -> sample.text() != null).toList();
    assertThat(reviews.stream().map(Sample::text).distinct().count()).isGreaterThanOrEqualTo(200);
    assertThat(reviews.stream().map(Sample::productId).distinct().count()).isEqualTo(8);
  }

  @Test
  void everyKindIsAmongThem() {
    assertThat(samples.stream().map(Sample::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Sample.Kind.values());
  }

  @Test
  void aRepeatHasTheBytesOfTheEarlierReview() {
    List<String> values = values(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).kind() == Sample.Kind.REPEAT) {
        assertThat(values.subList(0, i)).contains(values.get(i));
      }
    }
  }

  @Test
  void timesAreThoseOfSending() throws Exception {
    List<String> values = values(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      if (sample.kind() == Sample.Kind.REVIEW) {
        JsonNode review = new ObjectMapper().readTree(values.get(i));
        Instant sent = NOW.plusSeconds(i);
        assertThat(Instant.parse(review.get("timestamp").asText()))
            .isBetween(sent.minusSeconds(5), sent);
      }
    }
  }

  @Test
  void theSecondRoundHasIdsOfItsOwn() throws Exception {
    List<String> values = values(samples.size() * 2);
    assertThat(ids(values.subList(0, samples.size())))
        .doesNotContainAnyElementsOf(ids(values.subList(samples.size(), values.size())));
  }

  private Set<String> ids(List<String> values) throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).kind() == Sample.Kind.REVIEW) {
        ids.add(new ObjectMapper().readTree(values.get(i)).get("reviewId").asText());
      }
    }
    return ids;
  }

  private List<String> values(int count) {
    SampleFeed feed = new SampleFeed(samples);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(new String(feed.next(NOW.plusSeconds(i)).value(), StandardCharsets.UTF_8));
    }
    return values;
  }
}
