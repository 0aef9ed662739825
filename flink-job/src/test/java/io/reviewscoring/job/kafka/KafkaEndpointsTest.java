package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.reviewscoring.job.config.JobConfig;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.junit.jupiter.api.Test;

class KafkaEndpointsTest {
  private static final String DISCOVERY = "partition.discovery.interval.ms";

  @Test
  void newPartitionsAreLookedForEachHalfMinuteUnlessToldOtherwise() throws Exception {
    assertThat(reviewsProperty(DISCOVERY)).isEqualTo("30000");
    assertThat(reviewsProperty(DISCOVERY, "--kafka." + DISCOVERY + "=1000")).isEqualTo("1000");
    assertThat(reviewsProperty(DISCOVERY, "--reviews.bounded")).isEqualTo("-1");
  }

  /** What the connector is told for the reviews. */
  private static String reviewsProperty(String name, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--bootstrap.servers=localhost:1");
    var reviews =
        (LineageVertexProvider)
            new KafkaEndpoints(JobConfig.parse(all.toArray(String[]::new))).sources().reviews();
    return reviews.getLineageVertex().datasets().stream()
        .flatMap(dataset -> dataset.facets().values().stream())
        .filter(KafkaDatasetFacet.class::isInstance)
        .map(facet -> ((KafkaDatasetFacet) facet).getProperties().getProperty(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void noTransactionalIdBeginsWithAnothersPrefix() {
    List<String> prefixes = new ArrayList<>();
    for (String job : List.of("a", "a-sentiment", "a-sentiment-0", "a-", "a-status-0-1", "b")) {
      for (String sink : List.of("sentiment", "aggregates", "dead-letters", "status")) {
        prefixes.add(KafkaEndpoints.transactionalIdPrefix(job, sink));
      }
    }

    for (String prefix : prefixes) {
      // The connector appends subtask and number, and finds its own by what they start with.
      assertThat(prefixes)
          .filteredOn(other -> (other + "-0-1").startsWith(prefix))
          .containsExactly(prefix);
    }
  }
}
