import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("hive-e2e")
traces.results("hive-e2e", "TEST-it.FirstIT.xml", "failsafe-summary.xml")
traces.log("this build was asked for integration-test only", "Use mvn verify", "down: done", "BUILD SUCCESS")
traces.logTimes(1, "down: started")
