import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-hive-cluster-lifecycle.xml")
traces.log("configure: failed", "down: done", "hive.timeout.configure", "BUILD FAILURE")
traces.absent("target/failsafe-reports")
