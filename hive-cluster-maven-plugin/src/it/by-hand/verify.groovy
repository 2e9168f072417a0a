import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("mine")
traces.log(
        "cluster mine is not ready for tests; call mvn dev.hivecluster:hive-cluster-maven-plugin:",
        "is kept until",
        "cluster mine: CONFIGURED, ready",
        "was there before this build and is left",
        "nothing to destroy",
        "cluster mine: up makes 2 machines; the deployer simulated does not tell more beforehand")
// Once by the goal that was called by hand, once by the build that found it there.
traces.logTimes(2, "up: started")
traces.logTimes(1, "down: started")
traces.logTimes(2, "Running it.OneIT")
traces.results("mine", "TEST-it.OneIT.xml", "failsafe-summary.xml")
