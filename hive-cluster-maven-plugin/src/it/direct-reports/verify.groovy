import dev.hivecluster.maven.it.Traces

def traces = new Traces(basedir.toPath())
traces.destroyed("direct")
traces.results("direct", "TEST-it.FirstIT.xml", "failsafe-summary.xml")
traces.absent("target/failsafe-reports")
traces.log("Skipping up: skipITs is true")
traces.absent("clusters/purged")
traces.logTimes(2, "2 tests run: 1 failed. The results were removed with the cluster's directory, as hive.purge asks")
