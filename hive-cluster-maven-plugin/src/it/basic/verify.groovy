import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-it.FirstIT.xml", "failsafe-summary.xml", "TEST-hive-cluster-lifecycle.xml")
traces.log("configure: done", "down: done", "BUILD SUCCESS")
