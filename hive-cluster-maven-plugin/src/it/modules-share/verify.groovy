import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "one/TEST-it.OneIT.xml", "two/TEST-it.TwoIT.xml", "one/failsafe-summary.xml", "two/failsafe-summary.xml")
// Made and destroyed once in each of the two builds.
traces.logTimes(2, "up: started")
traces.logTimes(2, "down: done")
traces.logNot("not thread-safe", "not marked as thread-safe")
