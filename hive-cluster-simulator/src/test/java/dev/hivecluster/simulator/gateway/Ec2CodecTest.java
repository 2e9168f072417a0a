package dev.hivecluster.simulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

class Ec2CodecTest {
    /** Takes what the SDK sends, and answers what the test has prepared. */
    private static final class Loop implements SdkHttpClient {
        private String sent = "";
        private String answer = "";

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    sent = new String(
                            request.contentStreamProvider()
                                    .orElseThrow()
                                    .newStream()
                                    .readAllBytes(),
                            StandardCharsets.UTF_8);
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    private static SortedMap<String, String> form(String body) {
        SortedMap<String, String> form = new TreeMap<>();
        for (String parameter : body.split("&", -1)) {
            int equals = parameter.indexOf('=');
            form.put(
                    URLDecoder.decode(parameter.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return form;
    }

    private static SdkPojo builder(Class<?> type) throws ReflectiveOperationException {
        return (SdkPojo) type.getMethod("builder").invoke(null);
    }

    @Test
    void every_operation_of_the_sdk_survives_the_way_there_and_back() throws Exception {
        Loop loop = new Loop();
        RandomShapes shapes = new RandomShapes(20_261_123);
        List<String> operations = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        try (Ec2Client client = Ec2Client.builder()
                .httpClient(loop)
                .region(Region.of("ap-southeast-2"))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .build()) {
            for (Method method : Ec2Client.class.getMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                if (parameters.length == 1
                        && Ec2Request.class.isAssignableFrom(parameters[0])
                        && method.getReturnType().getSimpleName().endsWith("Response")) {
                    operations.add(method.getName());
                    @Nullable String failure = roundTrip(client, loop, shapes, method);
                    if (failure != null) {
                        failures.add(method.getName() + ": " + failure);
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
        assertThat(operations).hasSizeGreaterThan(700).contains("runInstances", "describeInstanceTypes");
    }

    private static @Nullable String roundTrip(Ec2Client client, Loop loop, RandomShapes shapes, Method method)
            throws Exception {
        Class<?> requestType = method.getParameterTypes()[0];
        SdkPojo request = (SdkPojo) shapes.filled(builder(requestType));
        SdkPojo response = (SdkPojo) shapes.filled(builder(method.getReturnType()));
        loop.answer = Ec2Codec.write(method.getName() + "Response", response);
        Object received;
        try {
            received = method.invoke(client, request);
        } catch (InvocationTargetException e) {
            return String.valueOf(e.getCause());
        }
        SdkPojo read = builder(requestType);
        Ec2Codec.read(form(loop.sent), read);
        if (!((SdkPojo) ((SdkBuilder<?, ?>) read).build()).equalsBySdkFields(request)) {
            return "the request differs: " + loop.sent;
        }
        return response.equalsBySdkFields(received) ? null : "the response differs: " + loop.answer;
    }

    @Test
    void fields_that_were_not_sent_stay_unset() throws Exception {
        DescribeInstanceTypesRequest.Builder builder = DescribeInstanceTypesRequest.builder();
        Ec2Codec.read(
                new TreeMap<>(Map.of("Action", "DescribeInstanceTypes", "Filters.1.Name", "x")), (SdkPojo) builder);
        DescribeInstanceTypesRequest request = builder.build();
        assertThat(request.hasInstanceTypes()).isFalse();
        assertThat(request.hasFilters()).isFalse();
        assertThat(request.dryRun()).isNull();
    }

    @Test
    void lists_end_at_the_first_gap() throws Exception {
        DescribeInstanceTypesRequest.Builder builder = DescribeInstanceTypesRequest.builder();
        Ec2Codec.read(
                new TreeMap<>(Map.of("InstanceType.1", "a", "InstanceType.2", "b", "InstanceType.4", "d")),
                (SdkPojo) builder);
        assertThat(builder.build().instanceTypesAsStrings()).containsExactly("a", "b");
    }

    @Test
    void a_value_that_has_not_its_types_form_is_named() {
        for (Map<String, String> form : List.of(Map.of("MaxResults", "many"), Map.of("DryRun", "yes"))) {
            assertThatThrownBy(
                            () -> Ec2Codec.read(new TreeMap<>(form), (SdkPojo) DescribeInstanceTypesRequest.builder()))
                    .isInstanceOf(MalformedParameterException.class)
                    .hasMessageContaining(form.keySet().iterator().next());
        }
    }

    @Test
    void text_and_times_are_written_as_go_writes_them() {
        DescribeKeyPairsResponse response = DescribeKeyPairsResponse.builder()
                .keyPairs(
                        KeyPairInfo.builder()
                                .keyName("a<b>&\"c\"'\n\t\u0001")
                                .createTime(Instant.parse("2026-11-23T14:22:27.870999Z"))
                                .tags(List.of())
                                .build(),
                        KeyPairInfo.builder()
                                .createTime(Instant.parse("2026-11-23T14:22:27Z"))
                                .build())
                .build();
        assertThat(Ec2Codec.write("R", response))
                .contains("<keyName>a&lt;b&gt;&amp;&#34;c&#34;&#39;&#xA;&#x9;\uFFFD</keyName>")
                .contains("<createTime>2026-11-23T14:22:27.87Z</createTime>")
                .contains("<createTime>2026-11-23T14:22:27Z</createTime>")
                .containsOnlyOnce("<tagSet></tagSet>");
    }

    @Test
    void an_empty_answer_is_an_empty_root() {
        assertThat(Ec2Codec.write(
                        "DescribeKeyPairsResponse",
                        DescribeKeyPairsResponse.builder().build()))
                .isEqualTo("<DescribeKeyPairsResponse></DescribeKeyPairsResponse>");
    }
}
