package dev.hivecluster.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hivecluster.e2e.scenario.Scenario;
import dev.hivecluster.junit.HiveCluster;
import dev.hivecluster.lifecycle.Cluster;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** Phase 8f of the single-node suite (hive contract, section 1.1). */
@HiveCluster(nodes = 1)
class UnknownActionIT {
    private static final String ACTION = "DescribeFakeThings";

    /** Upstream sends it unsigned only, and so never learns whether the action is refused. */
    @Test
    @Scenario("S96")
    void an_unknown_action_is_refused_signed_and_unsigned(Cluster cluster, RequestSpecification specification) {
        SignedRequests requests = new SignedRequests(specification, cluster);
        isRefused(requests.unsigned(cluster.endpoints().gateway(), ACTION), 403, "MissingAuthenticationToken");
        isRefused(requests.action(cluster.endpoints().gateway(), ACTION), 400, "InvalidAction");
    }

    private static void isRefused(Response response, int status, String code) {
        String body = response.asString();
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(XmlPath.from(body).getString("Response.Errors.Error.Code")).isEqualTo(code);
    }
}
