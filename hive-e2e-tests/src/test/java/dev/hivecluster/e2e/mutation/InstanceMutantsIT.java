package dev.hivecluster.e2e.mutation;

import dev.hivecluster.lifecycle.Cluster;
import java.io.IOException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** Something is wrong with instances. */
class InstanceMutantsIT extends MutantHunts {
    InstanceMutantsIT(Cluster cluster, Ec2Client ec2, S3Client s3) throws IOException {
        super(Part.INSTANCES, cluster, ec2, s3);
    }
}
