package io.reviewscoring.job.kafka;

import java.util.Locale;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Something that a command has to do with a resource of Kafka's.
 *
 * @param name of the resource; with a star at its end all that begin so
 */
public record Right(ResourceType type, String name, AclOperation operation) {
  private static final String ALL = "*";

  static Right read(String topic) {
    return new Right(ResourceType.TOPIC, topic, AclOperation.READ);
  }

  static Right write(String topic) {
    return new Right(ResourceType.TOPIC, topic, AclOperation.WRITE);
  }

  static Right join(String group) {
    return new Right(ResourceType.GROUP, group, AclOperation.READ);
  }

  static Right transact(String id) {
    return new Right(ResourceType.TRANSACTIONAL_ID, id, AclOperation.WRITE);
  }

  /** Whether it is for all names that begin so. */
  public boolean isPrefixed() {
    return name.endsWith(ALL);
  }

  /** The name, or what all of them begin with. */
  public String stem() {
    return isPrefixed() ? name.substring(0, name.length() - ALL.length()) : name;
  }

  /** What it is a right on, in words. */
  String resource() {
    String kind = type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return isPrefixed() ? kind + "s that begin with " + stem() : kind + " " + name;
  }
}
