import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.log(
        "cluster hive-e2e: DESTROYED",
        "cluster hive-e2e is kept until",
        "destroy: mvn dev.hivecluster:hive-cluster-maven-plugin:", ":down -Dhive.cluster=hive-e2e",
        "cluster hive-e2e: CONFIGURED, ready",
        "is expired or ownerless")
traces.absent("clusters/hive-e2e")
traces.logTimes(2, "down: done")
