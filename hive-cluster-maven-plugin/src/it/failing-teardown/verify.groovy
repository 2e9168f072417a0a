import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-it.FirstIT.xml", "failsafe-summary.xml")
traces.log(
        "cluster hive-e2e could not be destroyed: the gate of down is closed",
        "try again with mvn dev.hivecluster:hive-cluster-maven-plugin:",
        "The tests before: 1 test run: 1 failed",
        "BUILD FAILURE",
        "attempted  DESTROYED",
        "down: done")
