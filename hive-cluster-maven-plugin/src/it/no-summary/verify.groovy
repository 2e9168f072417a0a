import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-it.FirstIT.xml")
traces.log("Failsafe left no summary in", "down: done", "BUILD FAILURE")
