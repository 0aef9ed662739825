package io.reviewscoring.job.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reviewscoring.job.message.MalformedMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvelopeTest {
  private static Envelope read(String json) throws MalformedMessageException {
    return Envelope.read(json.getBytes(UTF_8));
  }

  @Test
  void whatIsSignedIsWhatTheProtocolSays() {
    assertThat(Envelope.signedBytes("http://example.com/HelloWorld", "hello world".getBytes(UTF_8)))
        .asString(UTF_8)
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    assertThat(Envelope.signedBytes("ä", new byte[0])).asString(UTF_8).isEqualTo("DSSEv1 2 ä 0 ");
  }

  @Test
  void bothAlphabetsOfBase64AreRead() throws Exception {
    Envelope standard =
        read(
            "{'payloadType':'t','payload':'+/+/Pj8=','signatures':[{'sig':'+/8='}]}"
                .replace('\'', '"'));
    Envelope urlSafe =
        read(
            "{'payloadType':'t','payload':'-_-_Pj8','signatures':[{'sig':'-_8'}]}"
                .replace('\'', '"'));
    assertThat(urlSafe.payloadBytes()).isEqualTo(standard.payloadBytes()).hasSize(5);
    assertThat(urlSafe.signatures().get(0).bytes()).isEqualTo(standard.signatures().get(0).bytes());
  }

  @Test
  void itsJsonIsReadAsWhatItWas() throws Exception {
    Envelope envelope = SigningKey.generate().sign("a/b", "payload".getBytes(UTF_8));
    assertThat(read(envelope.json())).isEqualTo(envelope);
    assertThat(Envelope.isOne(envelope.json().getBytes(UTF_8))).isTrue();
    assertThat(Envelope.isOne("{\"type\":\"ACTIVATE\"}".getBytes(UTF_8))).isFalse();
    assertThat(Envelope.isOne("no JSON".getBytes(UTF_8))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'payload':'YQ==','signatures':[{'sig':'YQ=='}]}                                       | 'payloadType' is missing
          {'payloadType':7,'payload':'YQ==','signatures':[{'sig':'YQ=='}]}                       | 'payloadType' is missing
          {'payloadType':'t','signatures':[{'sig':'YQ=='}]}                                      | 'payload' is missing
          {'payloadType':'t','payload':'§','signatures':[{'sig':'YQ=='}]}                        | 'payload' is not base64
          {'payloadType':'t','payload':'YQ=='}                                                   | has no 'signatures'
          {'payloadType':'t','payload':'YQ==','signatures':[]}                                   | has no 'signatures'
          {'payloadType':'t','payload':'YQ==','signatures':{'sig':'YQ=='}}                       | has no 'signatures'
          {'payloadType':'t','payload':'YQ==','signatures':[{'keyid':'k'}]}                      | 'sig' is missing
          {'payloadType':'t','payload':'YQ==','signatures':[{'keyid':7,'sig':'YQ=='}]}           | 'keyid' is missing or not a text
          {'payloadType':'t','payload':'YQ==','signatures':[7]}                                  | 'sig' is missing
          {'payloadType':'t','payload':'YQ==','signatures':[1,2,3,4,5,6,7,8,9]}                  | over 8 signatures
          {'payloadType':'t','payload':'YQ==','payload':'Yg==','signatures':[{'sig':'YQ=='}]}    | Duplicate field 'payload'
          {'payloadType':'t','payload':'YQ==','signatures':[{'sig':'YQ=='}]} {}                  | not JSON
          ['payloadType']                                                                        | not a JSON object
          """)
  void whatIsNoEnvelopeIsRefusedWithWhatIsWrong(String json, String reason) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void oneThatIsTooLargeIsNotRead() {
    assertThatThrownBy(() -> Envelope.read(new byte[Envelope.MAX_BYTES + 1]))
        .hasMessageContaining("over 65536 bytes");
  }
}
