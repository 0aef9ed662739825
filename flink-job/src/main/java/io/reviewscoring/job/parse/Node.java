package io.reviewscoring.job.parse;

import io.reviewscoring.job.form.Pointer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a reader of a record may be: a node of the tree of all pointers' names. */
final class Node {
  /** Few, so that a search from one to the next is the fastest. */
  private String[] names = {};

  private int[] hashes = {};

  private Node[] nodes = {};
  private int number = -1;
  private boolean time;
  private final Set<String> deletions = new HashSet<>();

  /** The node that a pointer leads to from here; made where there is none. */
  Node at(Pointer pointer) {
    Node node = this;
    for (String name : pointer.names()) {
      Node next = node.below(name);
      node = next == null ? node.add(name) : next;
    }
    return node;
  }

  /** The next node; null where no pointer leads. */
  @Nullable Node below(String name) {
    int hash = name.hashCode();
    for (int i = 0; i < hashes.length; i++) {
      if (hashes[i] == hash && names[i].equals(name)) {
        return nodes[i];
      }
    }
    return null;
  }

  private Node add(String name) {
    int last = names.length;
    names = Arrays.copyOf(names, last + 1);
    nodes = Arrays.copyOf(nodes, last + 1);
    hashes = Arrays.copyOf(hashes, last + 1);
    hashes[last] = name.hashCode();
    names[last] = name.intern(); // as the parser does, so that most are the same object
    nodes[last] = new Node();
    return nodes[last];
  }

  boolean isLeaf() {
    return names.length == 0;
  }

  /** Gives it a number, unless it has one. */
  int numbered(int next) {
    if (number < 0) {
      number = next;
    }
    return number;
  }

  /** Has a whole number here be a time. */
  void setTime() {
    time = true;
  }

  boolean isTime() {
    return time;
  }

  /** Of what is to be kept; -1 where nothing is. */
  int number() {
    return number;
  }

  /** Has a value here make the record a deletion. */
  void addDeletion(String value) {
    deletions.add(value);
  }

  boolean isMarked() {
    return !deletions.isEmpty();
  }

  boolean isDeletion(String value) {
    return deletions.contains(value);
  }
}
